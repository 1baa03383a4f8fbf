# The mini-app. Its sources name these and messages of the other files.

app-sections = Sections
app-lotteries = Lotteries
app-tickets = Tickets
app-results = Results
app-wallet = Wallet
app-profile = Profile
app-back = Back
app-close = Close
app-cancel = Cancel
app-continue = Continue
app-save = Save
app-done = Done
app-copy = Copy
app-choose = Choose …
app-retry = Try again
app-more = Show more
app-failed-title = That did not work
app-lost-title = There is no such page
app-offline-title = No connection
app-offline-text = The server could not be reached. Check your connection and try again.
app-offline-banner = You are offline
app-outside-title = Play in Telegram
app-outside-text = Anybody can look at lotteries, results and proofs here. Tickets and money are in the app inside Telegram.
app-open-telegram = Open in Telegram
app-open-chat = Open the chat
app-reopen-title = Please open the app again
app-reopen-text = For your safety a launch of the app lasts a limited time. Close it and open it again from the chat; nothing was lost.
app-reopen-close = Close the app

## Lotteries

app-on-sale = On sale
app-draw-near = The draw is near
app-none-on-sale = Nothing is on sale right now
app-none-on-sale-hint = Look again later, or see who won the last draws.
app-see-results = See results
app-see-lotteries = See lotteries
app-sold = { $percent } % sold
app-left = { $left } left
app-left-of = { $left } of { $total } left
app-tickets-count = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
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
    [cancelled] Cancelled, refunded
   *[other] Not on sale
}
app-prizes = Prizes
app-share-of-sales = { $share } of sales
app-winners-count = { $count ->
    [one] { $count } winner
   *[other] { $count } winners
}
app-odds-and-money = Odds and money
app-one-in = 1 in { $count }
app-odds-hint = One ticket’s chance when all are sold; with fewer sold it is better
app-split-prizes = Prizes, { $share }
app-split-operator = Operator
app-split-added = Added by the operator
app-split-gross = All tickets sold
app-rules = Rules
app-rule-price = Ticket
app-rule-tickets = Tickets in all
app-rule-cap = Most per player
app-rule-no-cap = no limit
app-rule-draw = Drawn
app-rule-close = { $rule ->
    [time] when time is up
    [sold_out_or_time] when sold out, or when time is up
   *[sold_out] when sold out
}
app-rule-ends = Sales end
app-rule-distinct = Wins once at most
app-rule-distinct-value = { $distinct ->
    [holder] each player
   *[number] each ticket
}
app-rule-claim = Time to claim
app-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
app-rule-number = Number
app-fairness = Fairness
app-fairness-text = The draw was sealed before the first ticket was sold. It is opened with a public number that nobody knows in advance, and anyone can compute the winners again.
app-grade = Chance of grade { $grade }
app-grade-text = { $grade ->
    [A] The public number comes from a network of many independent operators.
    [B] The public number comes from a custodian who is not the operator.
   *[D] The public number comes from the operator’s own machine: you have to trust that nobody looked ahead.
}
app-published-late = Published late
app-published-late-text = The close record stood in the public channel only after the round that it names.
app-published = Close record in the channel
app-see-proof = Commitments and proof
app-watch = Follow this lottery
app-your-tickets = Your tickets
app-how-many = How many tickets?
app-fewer = One fewer
app-one-more = One more
app-chance = { $tickets ->
    [one] Your { $tickets } ticket
   *[other] Your { $tickets } tickets
} would have a chance of { $now } among those sold, { $full } when all are sold.
app-buy = { $count ->
    [one] Buy { $count } ticket
   *[other] Buy { $count } tickets
} · { $total }
app-cap-reached = { $cap ->
    [0] All tickets are taken.
    [one] You hold { $cap } ticket, the most that one player may have here.
   *[other] You hold { $cap } tickets, the most that one player may have here.
}
app-draw = The draw
app-draw-sealing = The list of tickets is being sealed
app-draw-sealed = { $tickets ->
    [one] The list of { $tickets } ticket is sealed
   *[other] The list of { $tickets } tickets is sealed
}
app-draw-beacon-later = A public number decides
app-draw-beacon = Public number, round { $round }
app-draw-due = any moment now
app-draw-opened = The seal is opened
app-draw-open-later = The seal is opened, the winners follow
app-draw-halted = The draw is held until people have checked it. Nothing is paid before that.
app-replay = ▶ Replay
app-skip = Skip
app-own-won = You won { $prize } with ticket { $number }.
app-path = Path to the sealed list
app-path-entry = Tickets { $numbers }
app-path-place = Entry { $place } of { $count } in the sealed list
app-path-step = { $step ->
    [holder] The entry is yours: its holder tag follows from your id and salt
    [leaf] The leaf is that of the entry
   *[root] { $steps ->
        [one] { $steps } step up the tree leads
       *[other] { $steps } steps up the tree lead
    } to the root in the close record
}
app-path-values = Values
app-path-line = Entry
app-path-leaf = Leaf
app-path-secret = The file shows whose the entry is: keep it to yourself
app-path-hint = Tap your numbers to see them in the sealed list.
app-winners = Winners
app-you = You
app-place = { $position ->
    [1] First prize
   *[other] Prize { $position }
}

## Buying

app-confirm-title = Your order
app-sum = { $quantity } × { $price }
app-balance = Balance
app-balance-after = Balance after
app-final = A paid ticket cannot be returned, except where the lottery is cancelled: then you get all of your money back.
app-pay = Pay { $total }
app-pay-again = Try again: { $total }
app-leave-paying = The payment is under way. Leave anyway? It is not made twice.
app-leave = Leave
app-stay = Stay
app-missing = { $missing } is missing in your wallet.
app-buy-fewer = { $count ->
    [one] Buy { $count } ticket instead
   *[other] Buy { $count } tickets instead
}
app-bought = { $count ->
    [one] The ticket is yours
   *[other] The tickets are yours
}
app-your-numbers = { $count ->
    [one] Your ticket number
   *[other] Your ticket numbers
}
app-paid = Paid
app-order = Order
app-server-commit = The draw’s commitment (server_commit)
app-holder-tag = Your mark in the public list (holder_tag)
app-share = Share
app-more-tickets = More tickets
app-first-steps = Before your first ticket
app-i-am-adult = I am at least { $minimum_age } years old
app-i-accept-terms = I accept the terms
app-country = Country
app-birth-date = Date of birth
app-birth-date-hint = We need it to check your age.

## Tickets and results

app-no-tickets = No tickets yet
app-no-tickets-hint = Your tickets and what they won will be here.
app-fate-live = On sale
app-fate-drawing = Draw is near
app-fate-won = Won
app-fate-lost = Not won
app-fate-refunded = Refunded
app-fate-void = Voided
app-no-results = Nothing has been drawn yet
app-no-results-hint = Winners and proofs will be here after the first draw.
app-winner-line = № { $number } · { $name } · { $prize }
app-alternate = Alternate { $alternate } stepped in
app-unawarded = Not taken up, and no alternate was left
app-refunded = Cancelled, all tickets refunded

## Prizes

app-no-prizes = No prizes yet
app-no-prizes-hint = What you win will be here, and a message will tell you of it.
app-prize-state = { $state ->
    [pending] Being settled
    [payable] On its way
    [claimable] Choose until { $when }
    [held] Held
    [claimed] Will be delivered
    [paid] Paid
    [forfeited] Taken back
   *[expired] Not claimed
}
app-prize-how = How do you want it?
app-prize-delivery = Have it delivered
app-prize-delivery-hint = To one of your addresses
app-prize-cash = Take its value
app-prize-cash-hint = { $value } to your wallet at once
app-prize-where-to = Where to?
app-prize-deliver = Deliver it there
app-prize-take = Take { $value }
app-prize-sure-delivery = This is final: neither the choice nor the address can be changed later. Deliver it to { $address }?
app-prize-sure-cash = This is final: nothing will be delivered. Take { $value }?

## Proof

app-verify-title = Verify it yourself
app-verify-text = This device computes the whole draw again from the public files. You need not trust this server for the result.
app-verify = Verify on this device
app-verify-again = Verify again
app-verdict-valid = Valid
app-verdict-valid-text = The winners are the ones that follow from what was committed to.
app-verdict-invalid = Not valid
app-proof-unusable = The file cannot be judged: { $reason }
app-no-proof-yet = { $state ->
    [cancelling] Cancelled and never drawn, so there is no proof
    [cancelled] Cancelled and never drawn, so there is no proof
   *[other] The proof is here after the draw
}
app-before-sale = Before the first sale
app-at-close = When sales ended
app-at-draw = At the draw
app-record-commit = Commitment to the secret seed (server_commit)
app-record-rules = Rules (rules_hash)
app-record-beacon = Public number’s source ({ $kind })
app-record-close = Close record (close_hash)
app-record-entries = List of tickets (entry_root)
app-record-voids = { $count ->
    [one] { $count } voided number (void_root)
   *[other] { $count } voided numbers (void_root)
}
app-record-value = Public number (randomness)
app-record-seed = Secret seed, now open (server_seed)
app-files = Files
app-command = On your own computer
app-command-node = With Node alone

## Wallet

app-wallet-empty = Your wallet is empty
app-top-up-hint = Support tells you how to top up.
app-top-up = Top up
app-history = History
app-no-history = Nothing has happened yet
app-exchange = Exchange
app-no-exchange = Nothing that you hold can be exchanged
app-exchange-pair = Exchange
app-exchange-give = Amount
app-you-have = You have { $balance }
app-no-amount = Type an amount in digits, for example 12.50
app-too-much = You have { $balance } only
app-give = You give
app-get = You get
app-exchange-get = Get { $taken }
app-exchange-sure = Exchange { $given } for { $taken }?
app-exchange-note = Rounded down to the smallest unit. Coins, credits and Stars never become cash.

## Profile

app-public-name = Others see you as { $name }
app-inbox = Messages
app-prizes-mine = My prizes
app-watchlist = Lotteries I follow
app-no-watched = No lotteries yet
app-no-watched-hint = Press the eye on a lottery to hear when it is nearly sold out and when its draw is near.
app-personal = Personal details
app-limits = Limits
app-limits-hint = What you allow yourself to spend
app-notifications = Notifications
app-sessions = Devices
app-sessions-hint = Where your account is open. End what you do not know.
app-session-unknown = Unknown device
app-session-this = This one
app-session-end = End
app-session-end-sure = End this session? The app has to be opened again there.
app-sessions-end-all = Log out everywhere
app-sessions-end-all-sure = Log out on all devices, this one too?
app-language = Language
app-display-name = Name that others see
app-display-name-hint = Leave it empty for your Telegram name. Winners are shown by the first letters alone.
app-time-zone = Time zone
app-terms = Terms of play
app-terms-accepted = Accepted
app-privacy = Privacy
app-support = Support
app-log-out = Log out
app-log-out-sure = Log out? To come back, open the app from the chat again.
app-operator = Operator: { $operator }.
app-licence = Licence: { $licence }.
app-sandbox = A trial with play money: nothing here can be bought or won for real.
app-adults = Only for people aged { $minimum_age } or older, and older where your country asks for more. Play only with money that you can afford to lose.

## Messages, limits, addresses

app-no-notices = No messages yet
app-no-notices-hint = What happens to your tickets and your money will be told here.
app-unread = New
app-change = Change
app-remove = Remove
app-confirm = Confirm
app-no-limits = You have set no limits
app-limits-text = A limit holds in any stretch of time of its length. A lower one counts at once; a higher one or a removal waits a day and then for your second yes.
app-limit-add = Set a limit
app-limit-change = Change the limit
app-limit-used = { $used } used
app-limit-raise-waits = A raise to { $amount } waits.
app-limit-removal-waits = The removal waits.
app-limit-confirm-now = You can confirm it now.
app-limit-confirm-from = You can confirm it from { $when } on.
app-limit-keep = Keep the limit
app-limit-kind = What to limit
app-limit-kind-name = { $kind ->
    [deposit] Money paid in
    [net_loss] Loss: spent less won
   *[spend] Money spent on tickets
}
app-limit-window = In any
app-limit-window-name = { $window_days ->
    [1] 24 hours
    [one] { $window_days } day
   *[other] { $window_days } days
}
app-limit-currency = Currency
app-limit-amount = At most ({ $currency })
app-limit-hint = It counts at once.
app-limit-raise-hint = { $amount } stands for a day more; then you are asked to confirm.
app-notify-chat = Messages in the chat
app-notify-category = { $category ->
    [money] Money
    [results] Results
    [draws] Draws
    [watchlist] Lotteries I follow
   *[other] Other
}
app-notify-detail = { $category ->
    [money] Top-ups, prizes, refunds
    [results] How draws went for you
    [draws] The list is sealed, the draw is near
    [watchlist] On sale, nearly sold out, ends soon
   *[other] Other
}
app-unreachable = The bot cannot write to you. Open its chat and press Start.
app-quiet = Quiet hours
app-quiet-on = No messages at night
app-quiet-detail = Money and results still come
app-quiet-from = From
app-quiet-to = To
app-marketing = News and offers
app-marketing-on = Tell me of new lotteries
app-marketing-detail = You can take this back at any time
app-addresses = Addresses
app-no-addresses = No addresses yet
app-no-addresses-hint = We ask for one when a prize is to be sent to you.
app-address-add = New address
app-address-default = Offered first
app-address-make-default = Offer first
app-address-remove-sure = Remove this address? What is on its way there still arrives.
app-address-recipient = Recipient
app-address-phone = Phone number, with the country’s code
app-address-region = Region
app-address-city = City
app-address-line1 = Street, house, flat
app-address-line2 = More, if needed
app-address-postal = Postal code
