# Мини-барнома. Рамзи он ҳамин паёмҳо ва паёмҳои файлҳои дигарро номбар мекунад.

app-sections = Бахшҳо
app-lotteries = Лотереяҳо
app-tickets = Чиптаҳо
app-results = Натиҷаҳо
app-wallet = Ҳамён
app-profile = Профил
app-back = Бозгашт
app-close = Пӯшидан
app-cancel = Бекор
app-continue = Идома
app-save = Нигоҳ доштан
app-done = Тайёр
app-copy = Нусхабардорӣ
app-choose = Интихоб кунед …
app-retry = Аз нав кӯшиш кардан
app-more = Боз нишон додан
app-failed-title = Нашуд
app-lost-title = Чунин саҳифа нест
app-offline-title = Алоқа нест
app-offline-text = Ба сервер расидан нашуд. Алоқаро санҷед ва аз нав кӯшиш кунед.
app-offline-banner = Шумо бе интернет ҳастед
app-outside-title = Дар Telegram бозӣ кунед
app-outside-text = Дар ин ҷо лотереяҳо, натиҷаҳо ва исботҳоро ҳама дида метавонанд. Чиптаҳо ва пул дар барнома дар дохили Telegram ҳастанд.
app-open-telegram = Дар Telegram кушодан
app-open-chat = Кушодани чат
app-reopen-title = Барномаро аз нав кушоед
app-reopen-text = Барои бехатарии шумо як бор кушодани барнома муддати муайян эътибор дорад. Онро пӯшед ва аз чат аз нав кушоед; ҳеҷ чиз гум нашудааст.
app-reopen-close = Пӯшидани барнома

## Лотереяҳо

app-on-sale = Дар фурӯш
app-draw-near = Қуръа наздик аст
app-none-on-sale = Ҳоло чизе дар фурӯш нест
app-none-on-sale-hint = Баъдтар бубинед ё назар кунед, ки дар қуръаҳои охирин кӣ бурд.
app-see-results = Дидани натиҷаҳо
app-see-lotteries = Дидани лотереяҳо
app-sold = { $percent } % фурӯхта шуд
app-left = { $left } мондааст
app-left-of = { $left } аз { $total } мондааст
app-tickets-count = { $count } чипта
app-prize-label = { $count ->
    [1] Ҷоиза
   *[other] Ҷоизаи асосӣ
}
app-ends = Фурӯш { $countdown } ба охир мерасад
app-ends-sold-out = Қуръа, вақте ҳама фурӯхта шуд
app-lottery-state = { $state ->
    [closing] Рӯйхати чиптаҳо мӯҳр карда мешавад
    [closed] Қуръаро интизор аст
    [drawn] Қуръа баргузор шуд
    [settled] Қуръа баргузор шуд
    [cancelling] Пул баргардонида мешавад
    [cancelled] Бекор шуд, пул баргардонида шуд
   *[other] Дар фурӯш нест
}
app-prizes = Ҷоизаҳо
app-share-of-sales = { $share } аз фурӯш
app-winners-count = { $count } ғолиб
app-odds-and-money = Имкон ва пул
app-one-in = 1 аз { $count }
app-odds-hint = Имкони як чипта, вақте ки ҳама фурӯхта шудаанд; агар камтар фурӯхта шаванд, имкон бештар аст
app-split-prizes = Ҷоизаҳо, { $share }
app-split-operator = Ба ташкилкунанда
app-split-added = Ташкилкунанда илова мекунад
app-split-gross = Ҳамаи чиптаҳо якҷоя
app-rules = Қоидаҳо
app-rule-price = Чипта
app-rule-tickets = Ҳамагӣ чипта
app-rule-cap = Барои як бозингар
app-rule-no-cap = бе маҳдудият
app-rule-draw = Қуръа
app-rule-close = { $rule ->
    [time] вақте муҳлат гузашт
    [sold_out_or_time] вақте ҳама фурӯхта шуд ё муҳлат гузашт
   *[sold_out] вақте ҳама фурӯхта шуд
}
app-rule-ends = Анҷоми фурӯш
app-rule-distinct = На бештар аз як бор мебарад
app-rule-distinct-value = { $distinct ->
    [holder] ҳар бозингар
   *[number] ҳар чипта
}
app-rule-claim = Муҳлати гирифтан
app-days = { $days } рӯз
app-rule-number = Рақам
app-fairness = Ҳалолӣ
app-fairness-text = Қуръа пеш аз фурӯши чиптаи аввал мӯҳр шудааст. Онро адади ошкоре мекушояд, ки пешакӣ ҳеҷ кас намедонад, ва ҳар кас метавонад ғолибонро аз нав ҳисоб кунад.
app-grade = Тасодуф: дараҷаи { $grade }
app-grade-text = { $grade ->
    [A] Адади ошкорро шабакаи иштирокчиёни зиёди мустақил медиҳад.
    [B] Адади ошкорро посдоре медиҳад, ки ташкилкунанда нест.
   *[D] Адади ошкорро компютери худи ташкилкунанда медиҳад: бояд бовар кард, ки ҳеҷ кас онро пешакӣ надидааст.
}
app-published-late = Дер нашр шуд
app-published-late-text = Сабти бастан дар канали кушода танҳо баъд аз даври дар он номбаршуда пайдо шуд.
app-published = Сабти бастан дар канал
app-see-proof = Собитшудаҳо ва исбот
app-watch = Пайгирии ин лотерея
app-your-tickets = Чиптаҳои шумо
app-how-many = Чанд чипта?
app-fewer = Як адад камтар
app-one-more = Як адад бештар
app-chance = Имкон бо { $tickets } чиптаи шумо: { $now } аз фурӯхташудаҳо, { $full } вақте ки ҳама фурӯхта шудаанд.
app-buy = Хариди { $count } чипта · { $total }
app-cap-reached = { $cap ->
    [0] Ҳамаи чиптаҳо гирифта шудаанд.
   *[other] Шумо { $cap } чипта доред: бештар аз ин як бозингар дошта наметавонад.
}
app-draw = Қуръа
app-draw-sealing = Рӯйхати чиптаҳо мӯҳр карда мешавад
app-draw-sealed = Рӯйхати { $tickets } чипта мӯҳр шуд
app-draw-beacon-later = Адади ошкор ҳал мекунад
app-draw-beacon = Адади ошкор, даври { $round }
app-draw-due = худи ҳозир
app-draw-opened = Мӯҳр кушода шуд
app-draw-open-later = Мӯҳр кушода мешавад, ғолибон маълум мешаванд
app-draw-halted = Қуръа боздошта шуд, то онро одамон санҷанд. То он вақт ҳеҷ чиз пардохт намешавад.
app-replay = ▶ Такрор
app-skip = Гузаштан
app-own-won = Шумо бо чиптаи { $number } { $prize } бурдед.
app-path = Роҳ дар рӯйхати мӯҳршуда
app-path-entry = Чиптаҳои { $numbers }
app-path-place = Сабти { $place } аз { $count } дар рӯйхати мӯҳршуда
app-path-step = { $step ->
    [holder] Сабт аз они шумост: нишони соҳиб аз рақам ва намаки шумо бармеояд
    [leaf] Барг аз они ҳамин сабт аст
   *[root] { $steps } қадам боло аз рӯи дарахт ба решаи сабти пӯшидан мебарад
}
app-path-values = Қиматҳо
app-path-line = Сабт
app-path-leaf = Барг
app-path-secret = Файл нишон медиҳад, ки сабт аз они кист: онро ба касе нишон надиҳед
app-path-hint = Рақамҳоро пахш кунед, то онҳоро дар рӯйхати мӯҳршуда бинед.
app-winners = Ғолибон
app-you = Шумо
app-place = { $position ->
    [1] Ҷоизаи асосӣ
   *[other] Ҷоизаи { $position }
}

## Харид

app-confirm-title = Фармоиши шумо
app-sum = { $quantity } × { $price }
app-balance = Тавозун
app-balance-after = Мемонад
app-final = Чиптаи пардохтшударо баргардонидан мумкин нест, ба ҷуз вақте ки лотерея бекор мешавад: он гоҳ ҳамаи пулатон бармегардад.
app-pay = Пардохти { $total }
app-pay-again = Аз нав: { $total }
app-leave-paying = Пардохт рафта истодааст. Бо вуҷуди ин меравед? Пул ду бор гирифта намешавад.
app-leave = Рафтан
app-stay = Мондан
app-missing = Дар ҳамён { $missing } намерасад.
app-buy-fewer = Хариди { $count } чипта
app-bought = { $count ->
    [1] Чипта аз они шумост
   *[other] Чиптаҳо аз они шумоянд
}
app-your-numbers = { $count ->
    [1] Рақами чиптаи шумо
   *[other] Рақамҳои чиптаҳои шумо
}
app-paid = Пардохт шуд
app-order = Фармоиш
app-server-commit = Собитшудаи қуръа (server_commit)
app-holder-tag = Нишонаи шумо дар рӯйхати ошкор (holder_tag)
app-share = Фиристодан ба дӯстон
app-more-tickets = Боз чипта
app-first-steps = Пеш аз чиптаи аввал
app-i-am-adult = Ман камаш { $minimum_age }-сола ҳастам
app-i-accept-terms = Ман шартҳоро қабул мекунам
app-country = Кишвар
app-birth-date = Санаи таваллуд
app-birth-date-hint = Он барои санҷидани синну сол лозим аст.

## Чиптаҳо ва натиҷаҳо

app-no-tickets = Ҳанӯз чипта нест
app-no-tickets-hint = Дар ин ҷо чиптаҳои шумо ва он чи бурдаанд, хоҳанд буд.
app-fate-live = Дар фурӯш
app-fate-drawing = Қуръа наздик аст
app-fate-won = Бурд
app-fate-lost = Бе бурд
app-fate-refunded = Пул баргашт
app-fate-void = Бекоршуда
app-no-results = Ҳанӯз ягон қуръа нашудааст
app-no-results-hint = Ғолибон ва исботҳо баъди қуръаи аввал дар ин ҷо пайдо мешаванд.
app-winner-line = № { $number } · { $name } · { $prize }
app-alternate = Ғолиби эҳтиётии { $alternate }
app-unawarded = Гирифта нашуд, ғолибони эҳтиётӣ намонданд
app-refunded = Бекор шуд, пули чиптаҳо баргардонида шуд

## Ҷоизаҳо

app-no-prizes = Ҳанӯз ҷоиза нест
app-no-prizes-hint = Он чи мебаред, дар ин ҷо пайдо мешавад ва ба шумо паём меояд.
app-prize-state = { $state ->
    [pending] Ҷамъбаст мешавад
    [payable] Дар роҳ
    [claimable] То { $when } интихоб кунед
    [held] Нигоҳ дошта шуд
    [claimed] Расонида мешавад
    [paid] Гузаронида шуд
    [forfeited] Бозпас гирифта шуд
   *[expired] Гирифта нашуд
}
app-prize-how = Онро чӣ тавр мегиред?
app-prize-delivery = Бо расондан
app-prize-delivery-hint = Ба яке аз суроғаҳои шумо
app-prize-cash = Бо пул
app-prize-cash-hint = { $value } якбора ба ҳамёни шумо
app-prize-where-to = Ба куҷо расонем?
app-prize-deliver = Ба ин ҷо расонед
app-prize-take = Гирифтани { $value }
app-prize-sure-delivery = Ин қатъӣ аст: баъд на интихобро ва на суроғаро иваз кардан мумкин аст. Ба суроғаи { $address } расонем?
app-prize-sure-cash = Ин қатъӣ аст: чизе расонида намешавад. { $value } мегиред?

## Исбот

app-verify-title = Худатон санҷед
app-verify-text = Ин дастгоҳ тамоми қуръаро аз файлҳои ошкор аз нав ҳисоб мекунад. Ба ин сервер бовар кардан лозим нест.
app-verify = Дар ин дастгоҳ санҷидан
app-verify-again = Бори дигар санҷидан
app-verdict-valid = Дуруст
app-verdict-valid-text = Ғолибон ҳамонҳоянд, ки аз собитшуда бармеоянд.
app-verdict-invalid = Нодуруст
app-proof-unusable = Дар бораи ин файл ҳукм кардан мумкин нест: { $reason }
app-no-proof-yet = { $state ->
    [cancelling] Лотерея бекор шуд ва қуръа нашуд, бинобар ин исбот нест
    [cancelled] Лотерея бекор шуд ва қуръа нашуд, бинобар ин исбот нест
   *[other] Исбот баъди қуръа пайдо мешавад
}
app-before-sale = Пеш аз фурӯши аввал
app-at-close = Вақте фурӯш тамом шуд
app-at-draw = Ҳангоми қуръа
app-record-commit = Собитшудаи адади пинҳонӣ (server_commit)
app-record-rules = Қоидаҳо (rules_hash)
app-record-beacon = Манбаи адади ошкор ({ $kind })
app-record-close = Сабти бастан (close_hash)
app-record-entries = Рӯйхати чиптаҳо (entry_root)
app-record-voids = Рақамҳои бекоршуда: { $count } (void_root)
app-record-value = Адади ошкор (randomness)
app-record-seed = Адади пинҳонӣ, акнун кушода (server_seed)
app-files = Файлҳо
app-command = Дар компютери худатон
app-command-node = Танҳо бо Node

## Ҳамён

app-wallet-empty = Ҳамёнатон холӣ аст
app-top-up-hint = Дастгирӣ мегӯяд, ки чӣ тавр пур кунед.
app-top-up = Пур кардан
app-history = Таърих
app-no-history = Ҳанӯз ҳеҷ чиз нашудааст
app-exchange = Мубодила
app-no-exchange = Аз он чи доред, ҳеҷ чизро мубодила кардан мумкин нест
app-exchange-pair = Мубодила
app-exchange-give = Маблағ
app-you-have = Шумо { $balance } доред
app-no-amount = Маблағро бо рақам нависед, масалан 12,50
app-too-much = Шумо танҳо { $balance } доред
app-give = Медиҳед
app-get = Мегиред
app-exchange-get = Гирифтани { $taken }
app-exchange-sure = { $given }-ро ба { $taken } мубодила мекунед?
app-exchange-note = То воҳиди хурдтарин ба поён яклухт карда мешавад. Тангаҳо, кредитҳо ва Stars ҳеҷ гоҳ пул намешаванд.

## Профил

app-public-name = Дигарон шуморо ҳамчун { $name } мебинанд
app-inbox = Паёмҳо
app-prizes-mine = Ҷоизаҳои ман
app-watchlist = Лотереяҳое, ки пайгирӣ мекунам
app-no-watched = Ҳанӯз лотерея нест
app-no-watched-hint = Дар назди лотерея чашмро пахш кунед, то бидонед, ки кай қариб фурӯхта мешавад ва қуръа наздик аст.
app-personal = Маълумоти шахсӣ
app-limits = Маҳдудиятҳо
app-limits-hint = Ба худ чӣ қадар сарф карданро иҷозат медиҳед
app-notifications = Огоҳиҳо
app-sessions = Дастгоҳҳо
app-sessions-hint = Ҳисоби шумо дар куҷо кушода аст. Он чиро, ки намешиносед, хотима диҳед.
app-session-unknown = Дастгоҳи номаълум
app-session-this = Ҳамин
app-session-end = Хотима додан
app-session-end-sure = Ин сеансро хотима медиҳед? Он ҷо барномаро аз нав кушодан лозим мешавад.
app-sessions-end-all = Аз ҳама ҷо баромадан
app-sessions-end-all-sure = Аз ҳамаи дастгоҳҳо, аз ин ҳам мебароед?
app-language = Забон
app-display-name = Номе, ки дигарон мебинанд
app-display-name-hint = Холӣ монед, то номи Telegram бошад. Аз номи ғолибон танҳо ҳарфҳои аввал намоён аст.
app-time-zone = Минтақаи вақт
app-terms = Шартҳои бозӣ
app-terms-accepted = Қабул шуд
app-privacy = Махфият
app-support = Дастгирӣ
app-log-out = Баромадан
app-log-out-sure = Мебароед? Барои баргаштан барномаро аз чат аз нав кушоед.
app-operator = Ташкилкунанда: { $operator }.
app-licence = Иҷозатнома: { $licence }.
app-sandbox = Ин санҷиш бо пули бозӣ аст: дар ин ҷо чизи ҳақиқиро харидан ё бурдан мумкин нест.
app-adults = Танҳо барои одамони аз { $minimum_age }-сола боло ва калонтар дар ҷое, ки қонуни кишвар талаб мекунад. Танҳо бо пуле бозӣ кунед, ки аз даст доданаш ба шумо зиён намерасонад.

## Паёмҳо, маҳдудиятҳо, суроғаҳо

app-no-notices = Ҳанӯз паём нест
app-no-notices-hint = Дар ин ҷо мегӯем, ки бо чиптаҳо ва пули шумо чӣ мешавад.
app-unread = Нав
app-change = Тағйир додан
app-remove = Бардоштан
app-confirm = Тасдиқ кардан
app-no-limits = Шумо маҳдудият нагузоштаед
app-limits-text = Маҳдудият дар ҳар муддати дарозии худ амал мекунад. Камтараш якбора амал мекунад; бештараш ё бардоштанаш як рӯзу баъд розигии дуюми шуморо интизор мешавад.
app-limit-add = Гузоштани маҳдудият
app-limit-change = Тағйири маҳдудият
app-limit-used = { $used } сарф шуд
app-limit-raise-waits = Баланд бардоштан то { $amount } интизор аст.
app-limit-removal-waits = Бардоштан интизор аст.
app-limit-confirm-now = Акнун тасдиқ кардан мумкин аст.
app-limit-confirm-from = Аз { $when } тасдиқ кардан мумкин аст.
app-limit-keep = Ҳамон тавр мондан
app-limit-kind = Чиро маҳдуд кардан
app-limit-kind-name = { $kind ->
    [deposit] Пуркунии ҳамён
    [net_loss] Бохт: харҷ бе бурд
   *[spend] Харҷ барои чиптаҳо
}
app-limit-window = Дар ҳар
app-limit-window-name = { $window_days ->
    [1] 24 соат
   *[other] { $window_days } рӯз
}
app-limit-currency = Асъор
app-limit-amount = На бештар аз ({ $currency })
app-limit-hint = Якбора амал мекунад.
app-limit-raise-hint = Боз як рӯз { $amount } амал мекунад; баъд тасдиқ мепурсем.
app-notify-chat = Паёмҳо дар чат
app-notify-category = { $category ->
    [money] Пул
    [results] Натиҷаҳо
    [draws] Қуръаҳо
    [watchlist] Лотереяҳое, ки пайгирӣ мекунам
   *[other] Дигар
}
app-notify-detail = { $category ->
    [money] Пуркунӣ, ҷоизаҳо, баргардонидани пул
    [results] Қуръаҳо барои шумо чӣ тавр гузаштанд
    [draws] Рӯйхат мӯҳр шуд, қуръа наздик аст
    [watchlist] Дар фурӯш, қариб фурӯхта шуд, ба зудӣ анҷом
   *[other] Дигар
}
app-unreachable = Бот ба шумо навишта наметавонад. Чати онро кушоед ва «Старт»-ро пахш кунед.
app-quiet = Соатҳои ором
app-quiet-on = Шабона паём нафиристед
app-quiet-detail = Пул ва натиҷаҳо ба ҳар ҳол меоянд
app-quiet-from = Аз
app-quiet-to = То
app-marketing = Навгониҳо ва пешниҳодҳо
app-marketing-on = Дар бораи лотереяҳои нав хабар диҳед
app-marketing-detail = Ҳар вақт рад кардан мумкин аст
app-addresses = Суроғаҳо
app-no-addresses = Ҳанӯз суроға нест
app-no-addresses-hint = Вақте ҷоизаро фиристодан лозим шавад, суроға мепурсем.
app-address-add = Суроғаи нав
app-address-default = Аввал пешниҳод мешавад
app-address-make-default = Аввал пешниҳод шавад
app-address-remove-sure = Ин суроғаро мебардоред? Он чи аллакай дар роҳ аст, ба ҳар ҳол мерасад.
app-address-recipient = Гиранда
app-address-phone = Телефон бо рамзи кишвар
app-address-region = Вилоят, ноҳия
app-address-city = Шаҳр
app-address-line1 = Кӯча, хона, ҳуҷра
app-address-line2 = Боз, агар лозим бошад
app-address-postal = Индекси почта
