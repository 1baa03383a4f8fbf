# Экрани асосӣ.

home-hello = <b>Салом, { $name }!</b>
home-no-money = Дар бақия пул нест.
home-balance = { $wallet }: <b>{ $money }</b>
home-next-timed = ⏳ Қуръаи наздиктарин: <b>{ $title }</b>. Фурӯш { $countdown } ба охир мерасад ({ $when }).
home-next-filling = ⏳ Қуръаи наздиктарин: <b>{ $title }</b>, ҳамин ки ҳамаи чиптаҳо фурӯхта шаванд: то ҳол { $percent } %, { $left } чипта мондааст.
home-next-drawing = 🎲 Қуръаи наздиктарин: <b>{ $title }</b>. Фурӯш тамом шуд, қуръа наздик аст.
home-no-draw = Ҳоло ягон қуръа таъин нашудааст.
home-app = ✨ Кушодани барнома
home-prizes = 🎁 { $claimable ->
    [1] Гирифтани ҷоиза
   *[other] Гирифтани { $claimable } ҷоиза
}
home-lotteries = 🎟 Лотереяҳо
home-tickets = 🎫 Чиптаҳои ман
home-wallet = 👛 Ҳамён
home-results = 🏆 Натиҷаҳо
home-inbox = 📬 Паёмҳо{ $unread ->
    [0] {""}
   *[other] {" "}· { $unread }
}
home-refresh = 🔄 Навсозӣ
home-settings = ⚙️ Танзимот
home-help = ❓ Кӯмак
