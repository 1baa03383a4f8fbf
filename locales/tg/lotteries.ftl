# Лотереяҳо дар чат.

lotteries-heading = 🎟 <b>Лотереяҳо</b>
lotteries-none = 🎟 <b>Лотереяҳо</b>

    Ҳоло ягон лотерея дар фурӯш нест. Баъдтар бубинед ё натиҷаҳои қуръаҳои охиринро тамошо кунед.
lotteries-title = <b>{ $title }</b>
lotteries-card-title = <b>{ $title }</b> · { $number }
lotteries-description = <blockquote expandable>{ $description }</blockquote>
lotteries-offer = { $price } барои як чипта · ҷоизаҳо ба маблағи { $prizes }
lotteries-progress = { $bar } { $percent } % · { $left } чипта мондааст
lotteries-ends-sold-out = ⏳ Қуръа ҳамин ки ҳамаи чиптаҳо фурӯхта шаванд
lotteries-ends-timed = ⏳ Фурӯш { $countdown } ба охир мерасад ({ $when })
lotteries-ends-either = ⏳ Фурӯш { $countdown } ба охир мерасад ({ $when }) ё вақте ки ҳамаи чиптаҳо фурӯхта шаванд
lotteries-state = { $state ->
    [closing] 🔒 Фурӯш тамом шуд, рӯйхати чиптаҳо мӯҳр карда мешавад
    [closed] 🔒 Фурӯш тамом шуд, қуръа наздик аст
    [drawn] 🏆 Қуръа баргузор шуд
    [settled] 🏆 Қуръа баргузор шуд
    [cancelling] ↩️ Бекор шуд, пули чиптаҳо баргардонида мешавад
    [cancelled] ↩️ Бекор шуд, пули ҳамаи чиптаҳо баргардонида шуд
   *[other] 🔒 Дар фурӯш нест
}
lotteries-prizes = 🎁 <b>Ҷоизаҳо</b>
lotteries-prize = { $position }. { $worth } · { $count } ғолиб
lotteries-share-of-sales = { $share } аз фурӯш ба ҳама
lotteries-more-prizes = … ва боз { $more } ҷоиза
lotteries-price = 💵 { $price } барои як чипта · ҳамагӣ { $tickets } чипта
lotteries-cap = 👤 Барои як бозингар на бештар аз { $cap } чипта
lotteries-held = 🎫 Шумо { $held } чипта доред
lotteries-odds = 🎯 Имкони як чипта, вақте ки ҳама фурӯхта шудаанд: 1 аз { $one_in } ({ $percent })
lotteries-split = 💰 Ҳамаи чиптаҳо якҷоя { $gross }: { $prizes } ({ $share }) барои ҷоизаҳо, { $side ->
    [added] аз он { $rest }-ро ташкилкунанда илова мекунад
   *[operator] { $rest } ба ташкилкунанда
}
lotteries-draw-rule = 🎲 { $rule ->
    [time] Қуръа баъди анҷоми фурӯш мешавад.
    [sold_out_or_time] Қуръа баъди анҷоми фурӯш ё баъди чиптаи охирин мешавад.
   *[sold_out] Қуръа баъди чиптаи охирин мешавад.
} Аввал рӯйхати чиптаҳо мӯҳр карда мешавад; рақамҳои бурд аз адади пинҳоние бармеоянд, ки пеш аз фурӯши аввал собит шудааст, ва аз адади ошкоре, ки онро камаш { $minutes } дақиқа баъди мӯҳр ҳеҷ кас намедонад.
lotteries-commit = 🔏 server_commit <code>{ $commit }</code>
lotteries-grade = 🧭 Тасодуф: дараҷаи { $grade } · { $grade ->
    [A] шабакаи ошкори иштирокчиёни зиёди мустақил
    [B] посдор дар компютери алоҳида, на дар назди ташкилкунанда
   *[D] адади ошкорро компютери худи ташкилкунанда медиҳад, бинобар ин бояд ба ташкилкунанда бовар кард, ки он пешакӣ маълум набуд
}
lotteries-published-late = дер нашр шуд: сабти бастан танҳо баъд аз давр пайдо шуд
lotteries-open = 🎟 Дидан ва харидан
lotteries-follow = 🔴 Тамошои қуръа
lotteries-result = 🏆 Натиҷа
lotteries-fairness = 🔍 Ҳалолӣ
lotteries-all = ← Ҳамаи лотереяҳо

command-lotteries = Лотереяҳои дар фурӯш
