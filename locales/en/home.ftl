# The home screen.

home-hello = <b>Hello, { $name }!</b>
home-no-money = Your balance is empty.
home-balance = { $wallet }: <b>{ $money }</b>
home-next-timed = ⏳ Next draw: <b>{ $title }</b>. Sales end { $countdown } ({ $when }).
home-next-filling = ⏳ Next draw: <b>{ $title }</b>, as soon as all tickets are sold: { $percent } % so far, { $left } left.
home-next-drawing = 🎲 Next draw: <b>{ $title }</b>. Sales have ended, the draw is near.
home-no-draw = No draw is planned at the moment.
home-app = ✨ Open the app
home-prizes = 🎁 { $claimable ->
    [one] Claim your prize
   *[other] Claim your { $claimable } prizes
}
home-lotteries = 🎟 Lotteries
home-tickets = 🎫 My tickets
home-wallet = 👛 Wallet
home-results = 🏆 Results
home-inbox = 📬 Inbox{ $unread ->
    [0] {""}
   *[other] {" "}· { $unread }
}
home-refresh = 🔄 Refresh
home-settings = ⚙️ Settings
home-help = ❓ Help
