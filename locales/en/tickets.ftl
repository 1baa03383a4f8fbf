# The player's tickets.

tickets-heading = 🎫 <b>My tickets</b>

    🟢 on sale · 🔒 draw near · 🏆 won · ▫️ not won · ↩️ refunded · 🕳 voided
tickets-none = 🎫 <b>My tickets</b>

    You have no tickets yet.
tickets-line = { $fate ->
    [live] 🟢
    [drawing] 🔒
    [won] 🏆
    [refunded] ↩️
    [void] 🕳
   *[lost] ▫️
} № { $numbers } · { $title }
tickets-fate = { $fate ->
    [live] 🟢 The lottery is still on sale.
    [drawing] 🔒 Sales have ended, the draw is near.
    [won] 🏆 Won!
    [refunded] ↩️ The lottery was cancelled, your money comes back.
    [void] 🕳 Voided before the draw, the price is back in your wallet.
   *[lost] ▫️ Not won this time.
}
tickets-moved = Your list has changed meanwhile. Go back to see it anew.
tickets-buy = 🎟 See lotteries
tickets-lottery = 🎟 The lottery
tickets-receipt = 🔏 Signed receipt
tickets-receipt-caption = 🔏 Our signature on your numbers. Whoever has this file sees which entries are yours: keep it to yourself.

    Check it on your own computer: <code>fairlot verify --records { $file } --keys fairlot-keys.json</code>
tickets-receipt-keys = Keys: { $url }

command-tickets = Your tickets
