# Ҳалолӣ ва исботҳо.

proof-heading = 🔍 <b>Ҳалолӣ: { $title }</b> · { $number }
proof-opened = <b>Пеш аз фурӯши аввал</b> ({ $when }, қуръаи { $event })
proof-commit = server_commit <code>{ $commit }</code>
proof-rules = rules_hash <code>{ $hash }</code>
proof-beacon = маяк { $kind } <code>{ $chain }</code>
proof-closed = <b>Ҳангоми бастан</b>
    close_hash <code>{ $hash }</code>
proof-voids = Пеш аз ин { $count } рақам бекор карда шуд: void_root <code>{ $root }</code>
proof-not-closed = Сабти бастан баъди анҷоми фурӯш навишта мешавад; дар он даври маяк номбар мешавад.
proof-round = даври { $round }, мӯҳлаташ { $when }
proof-published = дар канал { $when } нашр шуд: { $url }
proof-randomness = <b>Ҳангоми қуръа</b>
    маяк <code>{ $value }</code>
proof-seed = server_seed <code>{ $seed }</code>
proof-halted = ⚠️ Ин қуръа боздошта шуд: натиҷаи сабтшуда аз натиҷаи ҳисобшуда фарқ мекунад. То санҷиши одамон ҳеҷ чиз пардохт намешавад.
proof-cancelled = ↩️ { $reason ->
    [reveal_overdue] Сир саривақт кушода нашуд. Маблағи ҳамаи билетҳо баргардонида мешавад.
    [late_publication] Сабти бастан аз ҳад дер нашр шуд. Маблағи ҳамаи билетҳо баргардонида мешавад.
    [no_entries] Ягон билет фурӯхта нашуд, қуръа намешавад.
   *[other] Пеш аз қуръа бекор шуд. Маблағи ҳамаи билетҳо баргардонида мешавад.
}
proof-ask = 🔍 <b>Санҷидани қуръа</b>

    Ҳар қуръа исбот дорад: он чи пеш аз фурӯши аввал собит шудааст, чиптаҳои мӯҳршуда, адади ошкор ва ғолибоне, ки аз онҳо бармеоянд. Ҳар кас метавонад онҳоро аз нав ҳисоб кунад.

    proof.json-ро фиристед (то { $megabytes } МБ) ё рақами лотереяро нависед, масалан RF-7K3Q-9ZP.

    Ба ин чат бовар кардан шарт нест: <code>fairlot verify proof.json</code> ҳамин корро дар компютери худатон бе шабака мекунад.
proof-hint = Исботро ҳамчун файл фиристед ё рақами лотереяро нависед.
proof-too-large = Файл аз { $megabytes } МБ калонтар аст. Онро дар компютер санҷед: <code>fairlot verify proof.json</code>
proof-not-loaded = Файлро аз Telegram гирифтан нашуд. Бори дигар фиристед.
proof-unusable = ❌ <b>Ин исботе нест, ки дар борааш ҳукм кардан мумкин бошад</b>: { $reason }
proof-none-yet = { $state ->
    [cancelling] { $number }: лотерея бекор шуд ва қуръа нашуд, бинобар ин исбот нест.
    [cancelled] { $number }: лотерея бекор шуд ва қуръа нашуд, бинобар ин исбот нест.
   *[other] { $number }: қуръа ҳанӯз нашудааст. Исбот баъди қуръа пайдо мешавад.
}
proof-of = 🔍 <b>{ $name }</b>
proof-step = { $step ->
    [1] Айнан майдонҳои мушаххасот
    [2] Сабти бастан ҳамон аст, ки нашр шуда буд
    [3] Адади пинҳонӣ ҳамон аст, ки пеш аз фурӯши аввал собит шуда буд
    [4] Адади маяк ба даври пешакӣ номбаршуда тааллуқ дорад
    [5] Чиптаҳо ҳамонҳоянд, ки мӯҳр шуда буданд
    [6] Ададҳои ибтидоӣ аз ҳамаи инҳо бармеоянд
    [7] Ғолибон аз ададҳои ибтидоӣ бармеоянд
   *[8] Ҳар калимаи тасодуфӣ ба ҳисоб гирифта шудааст
}
proof-valid = ✅ <b>Дуруст.</b> Ғолибон ҳамонҳоянд, ки аз собитшуда бармеоянд.
proof-invalid = ❌ <b>Нодуруст.</b> Майдони аввале, ки мувофиқ нест: <code>{ $field }</code>
    <code>{ $reason }</code>
proof-entries-hint = Рӯйхати чиптаҳо дар паҳлӯяш, дар entries.csv аст. Ҳардуро дар компютер санҷед: <code>fairlot verify proof.json entries.csv</code>
proof-verify-now = ✅ Ҳозир санҷидан
proof-files = 📄 Файли исбот
proof-file-caption = Дар ҳар ҷо санҷед: fairlot verify proof.json
proof-entries-elsewhere = 📄 Рӯйхати чиптаҳо аз { $megabytes } МБ, ки Telegram аз бот қабул мекунад, калонтар аст. Он дар барнома дар паҳлуи исбот меистад.
proof-another = 🔍 Боз якто

path-usage = 🧭 <b>Оё чиптаи ман дар қуръа ҳаст?</b>

    Рақами фармоиш ё рақами лотерея ва яке аз чиптаҳои худро нависед:
    <code>/proof TR-7K3Q-9ZP</code>
    <code>/proof RF-7K3Q-9ZP 17</code>

    Ё 🎫 Чиптаҳои маро кушоед, якеро интихоб кунед ва «Роҳ»-ро пахш кунед.
path-found = ✅ <b>Чиптаҳои шумо дар рӯйхати мӯҳршуда ҳастанд</b> · { $number }

    🎫 Рақамҳо: { $numbers } · фармоиши { $order }
    Сабти { $place } аз { $count }: <code>{ $line }</code>
    барг <code>{ $leaf }</code>
    { $steps } қадам боло аз рӯи дарахт ба решаи сабти пӯшидан мебарад
    entry_root <code>{ $root }</code>
    close_hash <code>{ $close }</code>

    Дар файл ҳар қадам ва он чи нишон медиҳад, ки сабт аз они шумост.
path-button = 🧭 Роҳ
path-caption = 🧭 Роҳи сабти шумо то решаи мӯҳршуда. Аз ин файл маълум мешавад, ки кадом сабт аз они шумост: онро ба касе нишон надиҳед.

    Дар компютери худ санҷед: <code>fairlot verify proof.json --path { $file }</code>

command-verify = Санҷидани қуръа
command-proof = Оё чиптаи ман дар қуръа ҳаст?
