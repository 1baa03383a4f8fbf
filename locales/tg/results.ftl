# Қуръаҳо: натиҷаҳо ва қуръа ҳангоми гузаштанаш.

results-heading = 🏆 <b>Қуръаҳо</b>
results-none = 🏆 <b>Қуръаҳо</b>

    Ҳанӯз ягон қуръа нашудааст.
results-line = { $state ->
    [drawn] 🏆
    [settled] 🏆
    [cancelling] ↩️
    [cancelled] ↩️
   *[other] 🔒
} { $title } · { $number }
results-winner = 🏆 { $position }. № { $number } · { $name } · { $prize }
results-alternate = 🔁 { $position }. № { $number } · { $name } · { $prize } (ғолиби эҳтиётии { $alternate })
results-unawarded = ▫️ { $position }. { $prize }: гирифта нашуд, ғолибони эҳтиётӣ намонданд
results-fewer = { $count ->
    [one] { $count } ҷоиза бозӣ нашуд: чиптаҳо аз ҷоизаҳо камтар буданд.
   *[other] { $count } ҷоиза бозӣ нашуд: чиптаҳо аз ҷоизаҳо камтар буданд.
}
results-more-winners = … ва дигарон; ҳамаашон дар исбот ҳастанд
results-no-winner = Ягон чипта фурӯхта нашуд, бинобар ин ғолиб нест.
results-no-tickets = Дар ин қуръа шумо чипта надоштед.
results-not-won = { $tickets } чиптаи шумо ин дафъа бурд накард.
results-won = 🎉 Шумо бо чиптаи № { $number } <b>{ $prize }</b> бурд кардед!
results-verify = 🔍 Санҷидани қуръа
live-heading = 🔴 <b>{ $title }</b> · { $number }
live-sealing = 🔒 Рӯйхати чиптаҳо мӯҳр карда мешавад …
live-sealed = ✅ Мӯҳр шуд: { $tickets } чипта, сабти бастан <code>{ $hash }</code>
live-countdown = ⏳ Даври { $round }-и маяк: { $countdown }
live-waiting = ⏳ Даври { $round }-и маякро интизорем. Фурӯш баста мемонад, адади пинҳонӣ ҳамон аст.
live-round = ✅ Даври { $round }-и маяк: <code>{ $value }</code>
live-numbers = ✅ Рақамҳои бурд:
live-halted = ⚠️ Ин қуръа боздошта шуд, то онро одамон санҷанд. То он вақт ҷоиза дода намешавад.
live-seconds = баъд аз { $seconds } сония
live-refresh = 🔄 Навсозӣ
replay-heading = 🔁 <b>Такрор: { $title }</b> · { $number }
replay-time = 🕓 { $when }
replay-again = 🔁 Такрори қуръа
replay-skip = ⏭ Гузаштан

command-results = Натиҷаҳои қуръаҳо
