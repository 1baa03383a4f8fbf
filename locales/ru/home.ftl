# Главный экран.

home-hello = <b>Здравствуйте, { $name }!</b>
home-no-money = На балансе пусто.
home-balance = { $wallet }: <b>{ $money }</b>
home-next-timed = ⏳ Ближайший розыгрыш: <b>{ $title }</b>. Продажи закончатся { $countdown } ({ $when }).
home-next-filling = ⏳ Ближайший розыгрыш: <b>{ $title }</b>, как только раскупят все билеты: продано { $percent } %, осталось { $left }.
home-next-drawing = 🎲 Ближайший розыгрыш: <b>{ $title }</b>. Продажи закончены, розыгрыш вот-вот.
home-no-draw = Сейчас розыгрыши не назначены.
home-app = ✨ Открыть приложение
home-prizes = 🎁 { $claimable ->
    [1] Получить приз
    [one] Получить { $claimable } приз
    [few] Получить { $claimable } приза
   *[other] Получить { $claimable } призов
}
home-lotteries = 🎟 Лотереи
home-tickets = 🎫 Мои билеты
home-wallet = 👛 Кошелёк
home-results = 🏆 Результаты
home-inbox = 📬 Входящие{ $unread ->
    [0] {""}
   *[other] {" "}· { $unread }
}
home-refresh = 🔄 Обновить
home-settings = ⚙️ Настройки
home-help = ❓ Помощь
