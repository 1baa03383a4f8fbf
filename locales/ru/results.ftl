# Розыгрыши: итоги и розыгрыш, пока он идёт.

results-heading = 🏆 <b>Розыгрыши</b>
results-none = 🏆 <b>Розыгрыши</b>

    Розыгрышей ещё не было.
results-line = { $state ->
    [drawn] 🏆
    [settled] 🏆
    [cancelling] ↩️
    [cancelled] ↩️
   *[other] 🔒
} { $title } · { $number }
results-winner = 🏆 { $position }. № { $number } · { $name } · { $prize }
results-alternate = 🔁 { $position }. № { $number } · { $name } · { $prize } (запасной победитель { $alternate })
results-unawarded = ▫️ { $position }. { $prize }: не получен, запасных победителей не осталось
results-fewer = { $count ->
    [one] { $count } приз не разыгран: билетов было меньше, чем призов.
    [few] { $count } приза не разыграны: билетов было меньше, чем призов.
   *[many] { $count } призов не разыграны: билетов было меньше, чем призов.
}
results-more-winners = … и другие; все они есть в доказательстве
results-no-winner = Ни один билет не был продан, победителя нет.
results-no-tickets = В этом розыгрыше у вас не было билетов.
results-not-won = { $tickets ->
    [one] Ваш { $tickets } билет в этот раз не выиграл.
    [few] Ваши { $tickets } билета в этот раз не выиграли.
   *[other] Ваши { $tickets } билетов в этот раз не выиграли.
}
results-won = 🎉 Вы выиграли <b>{ $prize }</b> с билетом № { $number }!
results-verify = 🔍 Проверить розыгрыш
live-heading = 🔴 <b>{ $title }</b> · { $number }
live-sealing = 🔒 Список билетов опечатывается …
live-sealed = ✅ Опечатано: { $tickets ->
    [one] { $tickets } билет
    [few] { $tickets } билета
   *[other] { $tickets } билетов
}, запись о закрытии <code>{ $hash }</code>
live-countdown = ⏳ Раунд маяка { $round }: { $countdown }
live-waiting = ⏳ Ждём раунд маяка { $round }. Продажа остаётся закрытой, тайное число — прежним.
live-round = ✅ Раунд маяка { $round }: <code>{ $value }</code>
live-numbers = ✅ Выигрышные номера:
live-halted = ⚠️ Розыгрыш приостановлен, пока его не проверят люди. До этого призы не выплачиваются.
live-seconds = через { $seconds } с
live-refresh = 🔄 Обновить
replay-heading = 🔁 <b>Повтор: { $title }</b> · { $number }
replay-time = 🕓 { $when }
replay-again = 🔁 Повторить розыгрыш
replay-skip = ⏭ Пропустить

command-results = Итоги розыгрышей
