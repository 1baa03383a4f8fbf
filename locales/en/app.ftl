# The mini-app. Its sources name these and messages of the other files.

app-sections = Sections
app-lotteries = Lotteries
app-tickets = Tickets
app-results = Results
app-wallet = Wallet
app-profile = Profile
app-back = Back
app-close = Close
app-retry = Try again
app-more = Show more
app-failed-title = That did not work
app-lost-title = There is no such page
app-offline-title = No connection
app-offline-text = The server could not be reached. Check your connection and try again.
app-offline-banner = You are offline

## Lotteries

app-on-sale = On sale
app-draw-near = The draw is near
app-none-on-sale = Nothing is on sale right now
app-none-on-sale-hint = Look again later, or see who won the last draws.
app-see-results = See results
app-sold = { $percent } % sold
app-left = { $left } left
app-prize-label = { $count ->
    [1] Prize
   *[other] Main prize
}
app-ends = Ends { $countdown }
app-ends-sold-out = Drawn when sold out
app-lottery-state = { $state ->
    [closing] Sealing the list
    [closed] Waiting for the draw
    [drawn] Drawn
    [settled] Drawn
    [cancelling] Being refunded
    [cancelled] Cancelled
   *[other] Not on sale
}
