# Покупка билетов.

purchase-tickets = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[other] { $count } билетов
}
purchase-other = ✏️ Другое
purchase-how-many = <b>{ $title }</b>

    Сколько билетов? Напишите число. { $left ->
        [one] Остался { $left }.
       *[other] Осталось { $left }.
    }
purchase-hint-number = ⚠️ Это не целое число. Напишите его цифрами, например 3.
purchase-hint-positive = ⚠️ Не меньше одного билета.
purchase-hint-left = ⚠️ Столько билетов нет: { $left ->
    [one] остался { $left } билет.
    [few] осталось { $left } билета.
   *[other] осталось { $left } билетов.
}
purchase-hint-most = ⚠️ Не больше 10000 билетов за раз.
purchase-confirm = 🛒 <b>{ $title }</b>
purchase-sum = { $quantity } × { $price } = <b>{ $total }</b>
purchase-balance = Ваш баланс: { $balance }
purchase-balance-after = Останется: { $after }
purchase-missing = ⚠️ Не хватает { $missing }. Пополните кошелёк; поддержка подскажет как.
purchase-chances = { $tickets ->
    [one] Шанс с вашим { $tickets } билетом
   *[other] Шанс с вашими { $tickets } билетами
}: { $now } из проданных сейчас, { $full } — когда проданы все
purchase-pay = ✅ Заплатить { $total }
purchase-change = ✏️ Другое число
purchase-wallet = 👛 Кошелёк
purchase-support = 💬 Поддержка
purchase-bought = ✅ { $count ->
    [one] Вы купили { $count } билет
    [few] Вы купили { $count } билета
   *[other] Вы купили { $count } билетов
}
purchase-numbers = 🎫 Номера: <b>{ $numbers }</b>
purchase-paid = Оплачено: { $total }
purchase-order = Заказ: <code>{ $order }</code>
purchase-commit = 🔏 server_commit <code>{ $commit }</code>
purchase-more = ➕ Ещё билеты
purchase-my-tickets = 🎫 Мои билеты
purchase-refused = 🛒 <b>{ $title }</b>
purchase-nothing-paid = Деньги не списаны.
purchase-loss-help = Если игра перестала радовать, сделайте перерыв и поговорите с тем, кому доверяете, или с телефоном помощи вашей страны.
purchase-fewer = { $fewer ->
    [one] Купить { $fewer } билет
    [few] Купить { $fewer } билета
   *[other] Купить { $fewer } билетов
}
purchase-again = 🔄 Попробовать ещё раз
purchase-profile = 📝 Заполнить профиль
