# Фармонҳои кормандон.

command-new = Сохтани лотерея
command-drafts = Сиёҳнависҳои ман
command-approvals = Дархостҳои мунтазири тасдиқ
command-credit = Ба бозигар пул гузаронидан
command-cancel-lottery = Бекор кардани лотерея
command-close-lottery = Фурӯшро пеш аз вақт анҷом додан
command-void = Бекор кардани чиптаҳои фармоиш
command-hold = Нигоҳ доштани бурди чиптаҳо
command-release = Озод кардани нигоҳдорӣ
command-holds = Чӣ нигоҳ дошта шудааст
command-disqualify = Аз ҳуқуқ маҳрум кардани ғолиб
command-draws = Қуръакашиҳои ҷорӣ
command-dryrun = Тамрини қуръа
command-health = Ҳолати платформа
command-critical = Он чи диққат мехоҳад
command-admins = Маъмурон ва нақшҳо

admin-role-may-not = Нақши шумо ба ин иҷозат намедиҳад.
admin-stale = Ин тугма кӯҳна шудааст. Ба экрани охирин нигаред.
admin-input-ended = Қатъ шуд. Ҳеҷ коре карда нашуд.
admin-closed = Пӯшида шуд.
admin-close = Пӯшидан
admin-back = ← Бозгашт
admin-skip = Гузаронидан
admin-more = Боз ▶
admin-refresh = 🔄 Навсозӣ
admin-use-buttons = Лутфан тугмаҳоро истифода баред.

## A raffle's card

admin-card-price = 🎟 Нархи чипта: { $price }
admin-card-prize = 🏆 Мукофотҳо: { $value } ({ $count } ғолиб)
admin-card-sold = { $bar } { $sold } аз { $total } фурӯхта шуд
admin-card-cap = 👤 Барои як бозигар на бештар аз { $cap }
admin-card-sold-out = ⏱ Қуръа вақте кашида мешавад, ки ҳамаи чиптаҳо фурӯхта шаванд
admin-card-time = ⏱ Фурӯш то { $when }
admin-card-sold-out-or-time = ⏱ Қуръа баъди фурӯши ҳамаи чиптаҳо ё баъди { $when }
admin-break-even = 📊 Харҷро бо { $tickets } чипта мепӯшонад ({ $percent } %)
admin-never-even = 📊 Харҷро намепӯшонад: мукофот аз ҳамаи чиптаҳо гаронтар аст
admin-worst-best = Дар бадтарин ҳолат { $worst }, дар беҳтарин { $best }
admin-raffle-state = Ҳолат: { $state ->
    [draft] сиёҳнавис
    [open] дар фурӯш
    [closing] пӯшида мешавад
    [closed] пӯшида, мунтазири қуръа
    [drawn] қуръа кашида шуд, ҳисоббаробаркунӣ
    [settled] анҷом ёфт
    [cancelling] бекор мешавад, пул бармегардад
    [cancelled] бекор шуд
   *[other] { $state }
}

## New lottery

admin-ask-title = <b>Лотереяи нав.</b> Ном бо забони { $language } ({ $code }), то 120 аломат.
    Дар гурӯҳ ба ҳамин паём ҷавоб диҳед.
admin-ask-price = Нархи чипта бо асъор, масалан <code>2.00 TJS</code>.
admin-ask-tickets = Чанд чипта?
admin-ask-kind = Мукофот чист?
admin-kind-cash = 💵 Пул, ба ҳамён
admin-kind-goods = 📦 Ашё
admin-ask-prize = Арзиши мукофот бо { $asset }, масалан <code>700.00</code>.
admin-ask-cap = Як бозигар аз { $total } чипта чандто дошта метавонад? Гузаронидан: бе маҳдудият.
admin-ask-close = Фурӯш кай тамом мешавад?
admin-close-sold-out = Вақте ҳамаи чиптаҳо фурӯхта шаванд
admin-close-time = Дар вақти муайян
admin-close-sold-out-or-time = Ҳар кадоме пештар ояд
admin-ask-end = Анҷоми фурӯш, масалан <code>2026-12-31 18:00</code> (минтақаи вақт { $zone }).
admin-ask-photo = Сурат фиристед ё гузаронед.
admin-preview = 👁 <b>Пешнамоиш</b> · { $language }
admin-missing-titles = ⚠️ Ҳоло ном нест: { $languages }. Хонандагони он номи англисиро мебинанд.
admin-commit-later = Рақам ва ӯҳдадорӣ ҳангоми нашр дода мешаванд.
admin-photo-kept = 🖼 Сурат ҳаст; ин матн барои зери сурат хеле дароз аст.
admin-save-draft = 💾 Нигоҳ доштани сиёҳнавис
admin-request-publication = 📣 Дархости нашр
admin-draft-saved = 💾 Сиёҳнависи { $number } нигоҳ дошта шуд. /drafts
admin-publication-requested = 📣 Нашри { $number } дархост шуд. Онро маъмури дигар тасдиқ мекунад: /approvals
admin-drafts = <b>Сиёҳнависҳои ман</b>
admin-no-drafts = Шумо сиёҳнавис надоред. Сохтан: /new

## Approvals

admin-approvals = <b>Мунтазири тасдиқ</b>
admin-no-approvals = Ҳеҷ чиз мунтазири тасдиқ нест.
admin-asks-credit = Гузаронидани { $money }
admin-asks-publication = Нашри { $number }
admin-asks-disqualification = Аз ҳуқуқ маҳрум кардани ғолиби { $number }
admin-asks-close = Фурӯши { $number }-ро ҳоло анҷом додан
admin-asks-void = Бекор кардани чиптаҳои { $order } дар { $number }
admin-asks-release = Озод кардани нигоҳдории { $order } дар { $number }
admin-approval-by = Дархосткунанда: { $name }, { $when }
admin-approval-expires = ⏳ То { $when } эътибор дорад ({ $left })
admin-approval-expired = ⌛ Мӯҳлат гузашт, ҳеҷ коре карда нашуд.
admin-approval-approved = ✅ Тасдиқ кард: { $name }, { $when }
admin-approval-rejected = ❌ Рад кард: { $name }, { $when }
admin-approve = ✅ Тасдиқ
admin-reject = ❌ Рад кардан
admin-approve-sure = <b>Айнан ҳамин иҷро шавад?</b>
admin-approve-yes = ✅ Ҳа, тасдиқ мекунам
admin-publication-rules = 📜 Мӯҳлати гирифтан: { $claim_days } рӯз, ҷойҳои эҳтиётӣ: { $alternates }, бурдҳо аз рӯи { $distinct ->
    [holder] бозигар
   *[other] чипта
} фарқ мекунанд
admin-publication-beacon = 🔒 Маяк: { $kind } { $chain }…, на камтар аз { $delay } с баъди пӯшидан

## Credits

admin-player = 👤 { $name } · { $username } · <code>{ $telegram_id }</code>
admin-credit-usage = Бозигарро нависед: <code>/credit 123456789</code>, <code>/credit @name</code> ё <code>/credit TR-7K3Q-9ZP</code> (фармоиш). Агар ном ёфт нашавад, Telegram id-ро нависед.
admin-credit-ask-wallet = Ба кадом ҳамён?
admin-credit-ask-amount = Чӣ қадар? Бо асъор, масалан <code>50.00 TJS</code>; барои танга ва кредит асъор лозим нест.
admin-credit-ask-reason = Чаро? Сабаб нигоҳ дошта мешавад ва тасдиқкунанда онро мебинад.
admin-credit-amount = 💰 { $money }, ҳамён: { $wallet }
admin-credit-reason = 📝 { $reason }
admin-credit-sure = Инро бояд маъмури дигар тасдиқ кунад.
admin-credit-request = Дархости { $money }
admin-credit-requested = Гузаронидани { $money } дархост шуд. Онро маъмури дигар тасдиқ мекунад: /approvals

## Дархостҳо бо сабаб

admin-close-usage = Лотереяро номбар кунед: <code>/close_lottery RF-1AVW-572</code>
admin-close-means = ⏹ Фурӯш ҳоло анҷом меёбад, чиптаҳои фурӯхташуда қуръа кашида мешаванд: { $sold }.
admin-void-usage = Фармоишро номбар кунед: <code>/void TR-7K3Q-9ZP</code>
admin-void-tickets = 🎟 Фармоиши { $order }: чиптаҳои { $numbers } ({ $count })
admin-void-means = 🕳 Рақамҳо холӣ мемонанд: онҳо дигар фурӯхта намешаванд ва қуръа кашида намешаванд.
admin-holds = <b>Нигоҳ дошта шудааст: { $total }</b>
admin-no-holds = Ҳеҷ чиз нигоҳ дошта нашудааст.
admin-hold =
    ⏸ <b>{ $order }</b> · { $number } · 🎫 { $tickets }
    { $name } нигоҳ дошт, { $when }
    { $reason }
admin-hold-usage = Баъди анҷоми фурӯш фармоишро номбар кунед: <code>/hold TR-7K3Q-9ZP</code>
admin-hold-prize = 🎁 Ҷойи { $position }, чиптаи { $ticket }: { $money }
admin-hold-stands = ⏸ Аз { $when } нигоҳ дошта шудааст: { $reason }
admin-hold-sure = Рӯйхат мӯҳр шудааст, чиптаҳо дар қуръа мемонанд. Бурди онҳо дарҳол нигоҳ дошта мешавад; озод кардан ду кас мехоҳад.
admin-hold-it = ⏸ Нигоҳ доштан
admin-held = Нигоҳ дошта шуд. /release онро бо ду кас озод мекунад, /disqualify мукофотро мегузаронад.
admin-release-usage = Фармоишро номбар кунед: <code>/release TR-7K3Q-9ZP</code>
admin-disqualify-usage = Лотерея ва чиптаи бурдро нависед: <code>/disqualify RF-1AVW-572 12</code>
admin-disqualify-lottery = 🏆 { $number } · { $title }
admin-disqualify-prize = 🎁 Ҷойи { $position }, чиптаи { $ticket }: { $money } ба ғолиби эҳтиётии навбатӣ мегузарад
admin-disqualify-ground = 🔎 Ҳисоб: { $ground ->
    [blocked] баста шудааст
    [erased] нест карда шудааст
    [country] дар кишваре, ки бозӣ пешниҳод намешавад
    [underage] бозингар ба синни лозима нарасидааст
   *[other] чизе бар зидди он нест
}
admin-request-it = Дархост кардан
admin-requested = Дархост шуд. Маъмури дигар тасдиқ мекунад: /approvals

## Cancelling

admin-cancel-usage = Лотереяро нависед: <code>/cancel_lottery RF-1AVW-572</code>
admin-cancel-refund = 💸 Ба бозигарон бармегардад: { $money }
admin-cancel-ask-reason = Чаро бекор мешавад?
admin-cancel-ask-number = ⚠️ Инро баргардондан мумкин нест. Барои тасдиқ рақамро нависед: <code>{ $number }</code>
admin-cancel-other-number = Ин рақами дигар аст; чизе бекор нашуд. <code>{ $number }</code> нависед ё «Пӯшидан»-ро пахш кунед.
admin-cancelled-draft = Сиёҳнависи { $number } нест карда шуд.
admin-cancelled-open = { $number } бекор шуд; { $money } ба бозигарон бармегардад.

## Draws

critical-what = { $code ->
    [draw_inputs_differ] Қуръакашӣ боздошта шуд: сабтҳояш ба ҳам мухолифанд
    [draw_result_differs] Қуръакашӣ боздошта шуд: натиҷаи нигоҳдошта аз натиҷаи ҳисобшуда фарқ мекунад
    [close_figures_differ] Қуръакашӣ боздошта шуд: сабтҳо, рақамҳо ва дафтар ба ҳам мухолифанд
    [software_differs] Лотереяро бастан мумкин нест: барномаи қуръа он нест, ки баровардаанд
    [beacon_invalid] Қуръакашӣ мунтазир аст: қимати маяк аз занҷири дигар ё нодуруст аст
    [reveal_overdue] Қуръакашӣ дар як шабонарӯз ошкор нашуд, пул баргардонида мешавад
    [late_publication] Сабти басташавӣ хеле дер нашр шуд, пул баргардонида мешавад
    [purchase_broken] Харид канда шуд ва рад гардид
   *[other] Чизи ғайричашмдошт рӯй дод
}
admin-critical = <b>Рӯйдодҳои муҳим: { $total }</b>
admin-no-critical = Чизе, ки диққат хоҳад, рӯй надодааст.
admin-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $when }
    { $said }
admin-draws = <b>Ҷорӣ: { $total }</b>
admin-no-draws = Ҳоло ҳеҷ қуръакашӣ нест.
admin-draw-sold = { $sold } аз { $total } фурӯхта шуд
admin-draw-close = Сабти пӯшидан <code>{ $hash }…</code>
admin-draw-round = Даври { $round }, { $when } ({ $left })
admin-draw-round-out = Даври { $round } баромад
admin-draw-trouble = ⚠️ <b>{ $trouble ->
    [halted] Боздошта шуд: { $reason }
    [software_differs] Баста нашуд: барномаи қуръакашӣ аз барномаи нашршуда фарқ мекунад ({ $reason })
    [close_late] Пӯшидан дер мекунад
    [beacon_late] Қимати маяк дер мекунад
    [draw_late] Қуръакашӣ дер мекунад
    [settlement_late] Ҳисоббаробаркунӣ дер мекунад
   *[other] { $trouble }
}</b>

## Health

admin-health = <b>Ҳолат</b> · { $when }
admin-health-database = Пойгоҳи додаҳо
admin-health-valkey = Valkey
admin-health-outbox = Рӯйдодҳои мунтазир: { $count }, кӯҳнатарин { $seconds } с
admin-health-deliveries = Огоҳиномаҳои мунтазири фиристодан: { $count }, кӯҳнатарин { $seconds } с
admin-health-publications = Сабтҳо барои канал: { $count }, кӯҳнатарин { $seconds } с
admin-health-failed = Рӯйдодҳои нафиристода: { $count }
admin-health-critical = Рӯйдодҳои муҳим дар 24 соати охир: { $count }
admin-health-lease = Вазифаи { $name }: то { $when }
admin-health-beacon = Маяк { $kind }, даври { $round }
admin-health-beacon-away = Маяк ҷавоб намедиҳад
admin-health-no-beacon = Маяк танзим нашудааст
admin-health-telegram = Telegram: { $count } навсозӣ мунтазир аст
admin-health-telegram-error = Хатои охирин: { $error }
admin-health-telegram-away = Telegram ҷавоб намедиҳад

## Admins

admin-admins = <b>Маъмурон</b>
admin-admin = { $name } · <code>{ $telegram_id }</code> · { $roles }
admin-admin-disabled = { $name } · <code>{ $telegram_id }</code> · { $roles } · ғайрифаъол
admin-admins-add = Илова кардан: <code>/admins 123456789</code> ё <code>/admins @name</code>, баъди он ки шахс ботро оғоз кард.
admin-roles-of = Нақшҳои <b>{ $name }</b> · <code>{ $telegram_id }</code>
admin-role = { $role ->
    [owner] соҳиб
    [manager] мудир
    [finance] молия
    [support] дастгирӣ
    [auditor] аудитор
   *[other] { $role }
}
admin-owner-fixed = Ин соҳиб дар танзимот навишта шудааст, дар ин ҷо гирифта намешавад.

## Тамрини қуръа

admin-dryrun-usage = Рақами лотереяро нависед: <code>/dryrun RF-7K3Q-9ZP</code>. Қуръаи он бо чиптаҳои то ҳол фурӯхташуда тамрин мешавад. Ҳеҷ чиз сабт намешавад.
admin-dryrun = 🧪 <b>ТАМРИН</b>
    Ҳеҷ чиз сабт нашуд. Адади пинҳонӣ ва маяк барои он сохта ва нест карда шуданд: қуръаи аслӣ дигар мешавад.
admin-dryrun-gross = Даромад { $money }
admin-dryrun-prize = 🏆 Ҷоизаи { $position }: { $awarded } аз { $places } ҷой, { $money }
admin-dryrun-more = … ва боз { $count } ҷоиза
admin-dryrun-alternates = Захиравиҳо: { $drawn } аз { $places }
admin-dryrun-unawarded = ⚠️ { $count } ҷой дода намешавад: барои он чипта намондааст
admin-dryrun-valid = ✅ Исботи худи тамрин дуруст аст.
admin-dryrun-invalid = ❌ Исботи худи тамрин нодуруст аст: <code>{ $field }</code> { $reason }
