# Карточки в других чатах.

sharing-share = 📤 Поделиться
sharing-play = 🎟 Посмотреть лотерею
sharing-open-bot = Открыть бота
sharing-description = { $price } за билет · { $left ->
    [one] остался { $left } билет
    [few] осталось { $left } билета
   *[other] осталось { $left } билетов
}
