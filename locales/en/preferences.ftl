# What players want to be told of.

notices-open = 🔔 Notices
notices-main = 🔔 <b>Notices</b>

    Press a line to change where it goes: to this chat, only into your inbox, or nowhere.

    <b>Money and results</b> cannot leave the inbox: you shall always find what happened to your money and tickets. In the chat they do not wait for quiet hours.
    <b>News and offers</b> come only to those who ask.

    🌙 Quiet hours: { $quiet }
notices-switch = { $category ->
    [money] 💰 Money
    [results] 🏆 Results
    [draws] 🎲 Your draws
    [watchlist] 👁 Watchlist
    [marketing] 📣 News and offers
   *[staff] 🛂 Staff requests
}: { $place ->
    [chat] chat and inbox
    [inbox] inbox only
   *[off] off
}
notices-marketing-agree = ✅ Yes, send me news
notices-marketing-agreed = You get news and offers now
notices-marketing-stopped = Stopped. You get no more news and offers.
notices-quiet-open = 🌙 Quiet hours
notices-quiet = 🌙 <b>Quiet hours</b>: { $quiet }

    In these hours only money and results come to this chat; everything else waits for their end. Choose, or type your own, for example 22:00-08:00.

    Your time zone: { $zone }
notices-quiet-hint = ⚠️ These are no hours. Type beginning and end, for example 22:00-08:00.
notices-quiet-end = 🔔 No quiet hours
notices-no-quiet = none
