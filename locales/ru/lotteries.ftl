# Лотереи в чате.

lotteries-heading = 🎟 <b>Лотереи</b>
lotteries-none = 🎟 <b>Лотереи</b>

    Сейчас ни одна лотерея не продаётся. Загляните позже или посмотрите итоги последних розыгрышей.
lotteries-title = <b>{ $title }</b>
lotteries-card-title = <b>{ $title }</b> · { $number }
lotteries-description = <blockquote expandable>{ $description }</blockquote>
lotteries-offer = { $price } за билет · призов на { $prizes }
lotteries-progress = { $bar } { $percent } % · { $left ->
    [one] остался { $left } билет
    [few] осталось { $left } билета
   *[other] осталось { $left } билетов
}
lotteries-ends-sold-out = ⏳ Розыгрыш — как только будут проданы все билеты
lotteries-ends-timed = ⏳ Продажа закончится { $countdown } ({ $when })
lotteries-ends-either = ⏳ Продажа закончится { $countdown } ({ $when }) или когда будут проданы все билеты
lotteries-state = { $state ->
    [closing] 🔒 Продажа окончена, список билетов опечатывается
    [closed] 🔒 Продажа окончена, скоро розыгрыш
    [drawn] 🏆 Розыгрыш состоялся
    [settled] 🏆 Розыгрыш состоялся
    [cancelling] ↩️ Отменена, деньги за билеты возвращаются
    [cancelled] ↩️ Отменена, деньги за все билеты возвращены
   *[other] 🔒 Не продаётся
}
lotteries-prizes = 🎁 <b>Призы</b>
lotteries-prize = { $position }. { $worth } · { $count ->
    [one] { $count } победитель
    [few] { $count } победителя
   *[other] { $count } победителей
}
lotteries-share-of-sales = { $share } от продаж на всех
lotteries-more-prizes = … и ещё { $more ->
    [one] { $more } приз
    [few] { $more } приза
   *[other] { $more } призов
}
lotteries-price = 💵 { $price } за билет · всего { $tickets ->
    [one] { $tickets } билет
    [few] { $tickets } билета
   *[other] { $tickets } билетов
}
lotteries-cap = 👤 { $cap ->
    [one] Не больше { $cap } билета на игрока
   *[other] Не больше { $cap } билетов на игрока
}
lotteries-held = 🎫 У вас { $held ->
    [one] { $held } билет
    [few] { $held } билета
   *[other] { $held } билетов
}
lotteries-odds = 🎯 Шанс одного билета, когда проданы все: 1 из { $one_in } ({ $percent })
lotteries-split = 💰 Все билеты вместе — { $gross }: { $prizes } ({ $share }) на призы, { $side ->
    [added] из них { $rest } добавляет организатор
   *[operator] { $rest } организатору
}
lotteries-draw-rule = 🎲 { $rule ->
    [time] Розыгрыш — после окончания продажи.
    [sold_out_or_time] Розыгрыш — после окончания продажи или последнего билета.
   *[sold_out] Розыгрыш — после последнего билета.
} Сначала опечатывается список билетов; выигрышные номера следуют из тайного числа, зафиксированного до первой продажи, и из открытого числа, которого не знает никто ещё не менее { $minutes ->
    [one] { $minutes } минуты
   *[other] { $minutes } минут
} после опечатывания.
lotteries-commit = 🔏 server_commit <code>{ $commit }</code>
lotteries-grade = 🧭 Случайность: класс { $grade } · { $grade ->
    [A] открытая сеть многих независимых участников
    [B] хранитель на отдельном компьютере, не у организатора
   *[D] открытое число выдаёт компьютер самого организатора: приходится верить организатору, что оно не было известно заранее
}
lotteries-published-late = опубликовано поздно: запись о закрытии появилась уже после раунда
lotteries-open = 🎟 Посмотреть и купить
lotteries-follow = 🔴 Следить за розыгрышем
lotteries-result = 🏆 Итог
lotteries-fairness = 🔍 Честность
lotteries-all = ← Все лотереи

command-lotteries = Лотереи в продаже
