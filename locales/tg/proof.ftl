# Ҳалолӣ ва исботҳо.

proof-heading = 🔍 <b>Ҳалолӣ: { $title }</b> · { $number }
proof-opened = <b>Пеш аз фурӯши аввал</b> ({ $when }, қуръаи { $event })
proof-commit = server_commit <code>{ $commit }</code>
proof-rules = rules_hash <code>{ $hash }</code>
proof-beacon = маяк { $kind } <code>{ $chain }</code>
proof-closed = <b>Ҳангоми бастан</b>
    close_hash <code>{ $hash }</code>
proof-not-closed = Сабти бастан баъди анҷоми фурӯш навишта мешавад; дар он даври маяк номбар мешавад.
proof-round = даври { $round }, мӯҳлаташ { $when }
proof-randomness = <b>Ҳангоми қуръа</b>
    маяк <code>{ $value }</code>
proof-seed = server_seed <code>{ $seed }</code>
proof-halted = ⚠️ Ин қуръа боздошта шуд: натиҷаи сабтшуда аз натиҷаи ҳисобшуда фарқ мекунад. То санҷиши одамон ҳеҷ чиз пардохт намешавад.
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
proof-another = 🔍 Боз якто

command-verify = Санҷидани қуръа
