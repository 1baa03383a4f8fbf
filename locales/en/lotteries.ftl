# Lotteries in the chat.

lotteries-heading = 🎟 <b>Lotteries</b>
lotteries-none = 🎟 <b>Lotteries</b>

    No lottery is on sale right now. Look again later, or see the results of the last draws.
lotteries-title = <b>{ $title }</b>
lotteries-card-title = <b>{ $title }</b> · { $number }
lotteries-description = <blockquote expandable>{ $description }</blockquote>
lotteries-offer = { $price } per ticket · prizes worth { $prizes }
lotteries-progress = { $bar } { $percent } % · { $left ->
    [one] { $left } ticket left
   *[other] { $left } tickets left
}
lotteries-ends-sold-out = ⏳ Drawn as soon as all tickets are sold
lotteries-ends-timed = ⏳ Sales end { $countdown } ({ $when })
lotteries-ends-either = ⏳ Sales end { $countdown } ({ $when }), or when all tickets are sold
lotteries-state = { $state ->
    [closing] 🔒 Sales have ended, the list of tickets is being sealed
    [closed] 🔒 Sales have ended, the draw is near
    [drawn] 🏆 Drawn
    [settled] 🏆 Drawn
    [cancelling] ↩️ Cancelled, the tickets are being refunded
    [cancelled] ↩️ Cancelled, all tickets were refunded
   *[other] 🔒 Not on sale
}
lotteries-prizes = 🎁 <b>Prizes</b>
lotteries-prize = { $position }. { $worth } · { $count ->
    [one] { $count } winner
   *[other] { $count } winners
}
lotteries-share-of-sales = { $share } of sales, shared
lotteries-more-prizes = … and { $more ->
    [one] { $more } more prize
   *[other] { $more } more prizes
}
lotteries-price = 💵 { $price } per ticket · { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
} in all
lotteries-cap = 👤 { $cap ->
    [one] At most { $cap } ticket per player
   *[other] At most { $cap } tickets per player
}
lotteries-held = 🎫 You hold { $held ->
    [one] { $held } ticket
   *[other] { $held } tickets
}
lotteries-odds = 🎯 Odds of one ticket when all are sold: 1 in { $one_in } ({ $percent })
lotteries-split = 💰 All tickets sold make { $gross }: { $prizes } ({ $share }) for prizes, { $side ->
    [added] of which the operator adds { $rest }
   *[operator] { $rest } for the operator
}
lotteries-draw-rule = 🎲 { $rule ->
    [time] The draw follows the end of sales.
    [sold_out_or_time] The draw follows the end of sales, or the last ticket.
   *[sold_out] The draw follows the last ticket.
} The list of tickets is sealed first; the winning numbers come from a secret committed to before the first sale and from a public value that nobody knows until at least { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} after the sealing.
lotteries-commit = 🔏 server_commit <code>{ $commit }</code>
lotteries-grade = 🧭 Entropy: grade { $grade } · { $grade ->
    [A] a public network of many independent operators
    [B] a custodian on a machine of its own, not the operator’s
   *[D] the public value comes from the operator’s own machine, so you have to trust the operator that it was not known before
}
lotteries-published-late = published late: the close record was public only after its round
lotteries-open = 🎟 View and buy
lotteries-follow = 🔴 Follow the draw
lotteries-result = 🏆 Result
lotteries-fairness = 🔍 Fairness
lotteries-all = ← All lotteries

command-lotteries = Lotteries on sale
