# Что игроку уже сообщили.

inbox-heading = 📬 <b>Входящие</b>{ $unread ->
    [0] {""}
   *[other] {" "}· непрочитанных ещё { $unread }
}
inbox-none = Пока пусто. Здесь будет всё, что происходит с вашими билетами и деньгами.
inbox-new = 🔵 <b>{ $when }</b>
inbox-old = { $when }
inbox-unreadable = Это сообщение больше нельзя показать.
inbox-prize = 🎁 { $title } ({ $number })
inbox-raffle = 🎟 { $title } ({ $number })
inbox-read-all = ✓ Прочитать все
inbox-all-read = Всё отмечено прочитанным

command-inbox = Что вам сообщали
