# Кортҳо дар чатҳои дигар.

sharing-share = 📤 Фиристодан
sharing-play = 🎟 Дидани лотерея
sharing-open-bot = Кушодани бот
sharing-description = { $price } барои як чипта · { $left } чипта мондааст
