# Он чи ба бозингар хабар дода шуд.

inbox-heading = 📬 <b>Паёмҳо</b>{ $unread ->
    [0] {""}
   *[other] {" "}· боз { $unread } нохонда
}
inbox-none = Ҳанӯз холӣ аст. Ҳар чи бо чиптаҳо ва пули шумо рӯй диҳад, дар ин ҷо меистад.
inbox-new = 🔵 <b>{ $when }</b>
inbox-old = { $when }
inbox-unreadable = Ин паёмро дигар нишон додан мумкин нест.
inbox-prize = 🎁 { $title } ({ $number })
inbox-raffle = 🎟 { $title } ({ $number })
inbox-read-all = ✓ Ҳама хонда шуд
inbox-all-read = Ҳама хондашуда қайд шуд

command-inbox = Он чи ба шумо хабар доданд
