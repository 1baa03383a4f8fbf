# What the player was told, to be read again.

inbox-heading = 📬 <b>Inbox</b>{ $unread ->
    [0] {""}
   *[other] {" "}· { $unread } more unread
}
inbox-none = Nothing yet. What happens to your tickets and your money will stand here.
inbox-new = 🔵 <b>{ $when }</b>
inbox-old = { $when }
inbox-unreadable = This notice cannot be shown any more.
inbox-prize = 🎁 { $title } ({ $number })
inbox-raffle = 🎟 { $title } ({ $number })
inbox-read-all = ✓ Mark all as read
inbox-all-read = All is marked as read

command-inbox = What you were told
