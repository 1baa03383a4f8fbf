# Билеты игрока.

tickets-heading = 🎫 <b>Мои билеты</b>

    🟢 идёт продажа · 🔒 скоро розыгрыш · 🏆 выигрыш · ▫️ без выигрыша · ↩️ возврат · 🕳 аннулирован
tickets-none = 🎫 <b>Мои билеты</b>

    У вас пока нет билетов.
tickets-line = { $fate ->
    [live] 🟢
    [drawing] 🔒
    [won] 🏆
    [refunded] ↩️
    [void] 🕳
   *[lost] ▫️
} № { $numbers } · { $title }
tickets-fate = { $fate ->
    [live] 🟢 Лотерея ещё продаётся.
    [drawing] 🔒 Продажа окончена, скоро розыгрыш.
    [won] 🏆 Выигрыш!
    [refunded] ↩️ Лотерея отменена, деньги возвращаются.
    [void] 🕳 Аннулирован до розыгрыша, деньги возвращены в кошелёк.
   *[lost] ▫️ В этот раз без выигрыша.
}
tickets-moved = Список тем временем изменился. Вернитесь, чтобы увидеть его заново.
tickets-buy = 🎟 К лотереям
tickets-lottery = 🎟 Лотерея
tickets-receipt = 🔏 Подписанный чек
tickets-receipt-caption = 🔏 Наша подпись под вашими номерами. По этому файлу видно, какие записи ваши: никому его не показывайте.

    Проверить на своём компьютере: <code>fairlot verify --records { $file } --keys fairlot-keys.json</code>
tickets-receipt-keys = Ключи: { $url }

command-tickets = Ваши билеты
