# Қисмҳои ҷумлаҳои errors.ftl. Рамзҳое, ки калимаи худ надоранд, ҳамон тавр нишон дода мешаванд.

word-what = { $what ->
    [address] суроға
    [admin] маъмур
    [approval] дархости тасдиқ
    [award] ҷоиза
    [beacon_value] қимати маяк барои ин қуръакашӣ
    [close_record] сабти басташавии ин қуръакашӣ
    [order] фармоиш
    [hold] нигоҳдории ин чиптаҳо
    [ticket] чипта
    [photo] сурат
    [player] бозингар
    [product] мол
    [proof] далели ин қуръакашӣ
    [raffle] қуръакашӣ
    [role] нақш
    [session] сеанс
    [transfer] интиқол
    [wallet] ҳамён
   *[other] он чи меҷӯед
}
word-state = { $state ->
    [draft] ҳанӯз нашр нашудааст
    [open] кушода аст
    [closing] ҳозир баста шуда истодааст
    [closed] баста шудааст ва мунтазири қуръа аст
    [drawn] аллакай гузаронида шудааст
    [settled] анҷом ёфтааст
    [cancelling] бекор шуда истодааст
    [cancelled] бекор шудааст
    [pending] ҳанӯз мунтазири қарор аст
    [executed] аллакай иҷро шудааст
    [rejected] рад шудааст
    [expired] муҳлаташ гузаштааст
    [active] фаъол аст
    [blocked] баста шудааст
    [anonymised] нест карда шудааст
    [held] нигоҳ дошта шудааст
    [void] аллакай бекор карда шудааст
    [enabled] фаъол аст
    [disabled] хомӯш карда шудааст
    [payable] пардохта мешавад
    [claimable] мунтазири ғолиб аст
    [claimed] ба ғолиб фиристода мешавад
    [paid] аллакай пардохта шудааст
    [forfeited] бозпас гирифта шудааст
   *[other] дар ҳолати «{ $state }» аст
}
word-wallet = { $wallet_type ->
    [BALANCE] тавозуни асосӣ
    [BONUS] тавозуни бонусӣ
    [LUCKY_COIN] ҳамёни тангаҳо
    [CREDIT] ҳамёни холҳо
   *[other] ҳамён
}
word-document = { $document ->
    [terms] шартҳо
    [marketing] розигӣ ба хабарҳо ва пешниҳодҳо
   *[other] ҳуҷҷат
}
word-limit = { $kind ->
    [deposit] маҳдудияти пуркунӣ
    [spend] маҳдудияти хароҷот
    [net_loss] маҳдудияти бохт
   *[other] маҳдудият
} барои { $window_days ->
    [1] 24 соат
   *[other] { $window_days } рӯз
}
word-field = { $field ->
    [address_country] Кишвари пайвастшавӣ
    [address_id] Суроғаи расонидан
    [alternates] Шумораи ғолибони эҳтиётӣ
    [amount_minor] Маблағ
    [approval] Тасдиқ
    [asset] Асъор
    [birth_date] Санаи таваллуд
    [brand] Тамға
    [category] Категория
    [city] Шаҳр
    [claim_days] Рӯзҳо барои гирифтани ҷоиза
    [country] Кишвар
    [cursor] Саҳифа
    [denominator] Қурб, рақами дуюм
    [descriptions] Тавсиф
    [display_name] Номи намоён
    [distinct] Қоидаи якчанд ҷоиза
    [document_hash] Хеши ҳуҷҷат
    [inbox] паёмҳо
    [init_data_hash] Маълумоти оғози барнома
    [key] Калиди дархост
    [language] Забон
    [limit] Сатрҳо дар саҳифа
    [line1] Суроға, сатри 1
    [line2] Суроға, сатри 2
    [media] Расмҳо
    [name] Ном
    [numerator] Қурб, рақами якум
    [per_player_cap] Чиптаҳо барои як бозингар
    [phone_number] Рақами телефон
    [postal_code] Индекси почта
    [price_minor] Нархи чипта
    [prizes] Ҷоизаҳо
    [quantity] Шумораи чиптаҳо
    [quiet] соатҳои ором
    [reason] Сабаб
    [recipient] Гиранда
    [region] Вилоят
    [sales_end_at] Анҷоми фурӯш
    [telegram_id] Telegram ID
    [ticket] Чипта
    [ticket_total] Ҳамаи чиптаҳо
    [tier] Дараҷа
    [time_zone] Минтақаи вақт
    [titles] Унвон
    [valid_from] Эътибор аз
    [value_minor] Арзиш
    [watchlist] рӯйхати пайгирӣ
   *[other] { $field }
}
word-reason = { $reason ->
    [case_changed] пас аз дархост чизе тағйир ёфт; аз нав дархост кунед
    [does_not_fit_close_rule] танҳо вақте гузошта мешавад, ки фурӯш дар вақти муайян анҷом меёбад
    [empty] набояд холӣ бошад
    [control_character] аломатҳои номумкин дорад
    [english_missing] матни англисӣ нест
    [essential] огоҳиномаҳо дар бораи пул ва натиҷаҳо дар паёмҳо мемонанд
    [in_the_future] ин сана ҳанӯз нарасидааст
    [in_the_past] ин вақт гузаштааст
    [length] матн холӣ ё аз ҳад дароз аст
    [malformed] шакли навишт нодуруст аст
    [missing] нишон дода нашудааст
    [no_time_zone] минтақаи вақт нишон дода нашудааст
    [no_wallet] барои он ҳамён нест
    [not_an_integer] адади бутун лозим аст
    [not_of_this_wallet] дар ин ҳамён чунин асъор нест
    [not_sha256] хеши SHA-256 лозим аст
    [out_of_range] адад аз ҳад хурд ё аз ҳад калон аст
    [past] ин вақт гузаштааст ё хеле наздик аст
    [percentage_of_goods] танҳо пул метавонад ҳиссаи фурӯш бошад
    [percentages] ҷамъи ҳиссаҳо аз 100 % зиёд аст
    [positions] ҷойҳо бояд бо тартиби 1, 2, 3… бошанд
    [product_value] арзиш ё асъор бо мол мувофиқ нест
    [raffle_changed] қуръакашӣ пас аз дархости тасдиқ тағйир ёфтааст
    [too_long] матн аз ҳад дароз аст
    [too_long_ago] ин сана хеле қадим аст
    [too_many] шумораашон аллакай аз ҳад зиёд аст
    [unknown] чунин қимат нест
    [unknown_asset] чунин асъор нест
    [unknown_country] чунин кишвар нест
    [unknown_language] ин забон дастгирӣ намешавад
    [unknown_time_zone] чунин минтақаи вақт нест
    [value] арзиши ҷоиза нодуруст аст
    [winner_count] шумораи ғолибон ба шумораи чиптаҳо мувофиқ нест
   *[other] { $reason }
}
