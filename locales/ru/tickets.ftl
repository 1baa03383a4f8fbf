# Билеты игрока.

tickets-heading = 🎫 <b>Мои билеты</b>

    🟢 идёт продажа · 🔒 скоро розыгрыш · 🏆 выигрыш · ▫️ без выигрыша · ↩️ возврат
tickets-none = 🎫 <b>Мои билеты</b>

    У вас пока нет билетов.
tickets-line = { $fate ->
    [live] 🟢
    [drawing] 🔒
    [won] 🏆
    [refunded] ↩️
   *[lost] ▫️
} № { $numbers } · { $title }
tickets-fate = { $fate ->
    [live] 🟢 Лотерея ещё продаётся.
    [drawing] 🔒 Продажа окончена, скоро розыгрыш.
    [won] 🏆 Выигрыш!
    [refunded] ↩️ Лотерея отменена, деньги возвращаются.
   *[lost] ▫️ В этот раз без выигрыша.
}
tickets-moved = Список тем временем изменился. Вернитесь, чтобы увидеть его заново.
tickets-buy = 🎟 К лотереям
tickets-lottery = 🎟 Лотерея

command-tickets = Ваши билеты
