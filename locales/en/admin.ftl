# The staff's commands.

command-new = Create a lottery
command-drafts = My drafts
command-approvals = Requests that wait for approval
command-credit = Credit a player
command-cancel-lottery = Cancel a lottery
command-close-lottery = End a sale before its time
command-void = Void the tickets of an order
command-hold = Hold what tickets win
command-release = Release a hold
command-holds = What is held
command-disqualify = Declare a winner ineligible
command-draws = Draws under way
command-dryrun = Rehearse a draw
command-health = State of the platform
command-critical = What somebody has to look at
command-admins = Admins and roles

admin-role-may-not = Your role may not do this.
admin-stale = This button is out of date. Look at the newest screen.
admin-input-ended = Ended. Nothing was done.
admin-closed = Closed.
admin-close = Close
admin-back = ← Back
admin-skip = Skip
admin-more = More ▶
admin-refresh = 🔄 Refresh
admin-use-buttons = Please use the buttons.

## A raffle's card

admin-card-price = 🎟 { $price } a ticket
admin-card-prize = 🏆 Prizes: { $value } ({ $count ->
    [one] { $count } winner
   *[other] { $count } winners
})
admin-card-sold = { $bar } { $sold } of { $total } sold
admin-card-cap = 👤 At most { $cap } per player
admin-card-sold-out = ⏱ Drawn when all tickets are sold
admin-card-time = ⏱ Sales end { $when }
admin-card-sold-out-or-time = ⏱ Drawn when sold out, or after sales end { $when }
admin-break-even = 📊 Breaks even at { $tickets } tickets ({ $percent } %)
admin-never-even = 📊 Does not break even: the prize is worth more than all tickets
admin-worst-best = Worst { $worst }, best { $best }
admin-raffle-state = State: { $state ->
    [draft] draft
    [open] on sale
    [closing] closing
    [closed] closed, waits for its draw
    [drawn] drawn, being settled
    [settled] finished
    [cancelling] being cancelled, refunds under way
    [cancelled] cancelled
   *[other] { $state }
}

## New lottery

admin-ask-title = <b>New lottery.</b> Title in { $language } ({ $code }), up to 120 characters.
    In a group, answer by replying to this message.
admin-ask-price = Price of a ticket with its currency, for example <code>2.00 TJS</code>.
admin-ask-tickets = How many tickets?
admin-ask-kind = What is the prize?
admin-kind-cash = 💵 Money, paid to the wallet
admin-kind-goods = 📦 A thing
admin-ask-prize = Value of the prize in { $asset }, for example <code>700.00</code>.
admin-ask-cap = How many tickets may one player hold, of { $total }? Skip: no bound.
admin-ask-close = When does the sale end?
admin-close-sold-out = When all tickets are sold
admin-close-time = At a time
admin-close-sold-out-or-time = Whichever comes first
admin-ask-end = End of sales, for example <code>2026-12-31 18:00</code> (time zone { $zone }).
admin-ask-photo = Send a photo, or skip.
admin-preview = 👁 <b>Preview</b> · { $language }
admin-missing-titles = ⚠️ No title yet: { $languages }. Its readers will see the English one.
admin-commit-later = The number and the commitment are given at publication.
admin-photo-kept = 🖼 There is a photo; this text is too long to stand under it.
admin-save-draft = 💾 Save as a draft
admin-request-publication = 📣 Request publication
admin-draft-saved = 💾 Draft { $number } is saved. /drafts
admin-publication-requested = 📣 Publication of { $number } is requested. Another admin approves it: /approvals
admin-drafts = <b>My drafts</b>
admin-no-drafts = You have no drafts. /new makes one.

## Approvals

admin-approvals = <b>Waiting for approval</b>
admin-no-approvals = Nothing waits for approval.
admin-asks-credit = Credit { $money }
admin-asks-publication = Publish { $number }
admin-asks-disqualification = Declare a winner of { $number } ineligible
admin-asks-close = End the sale of { $number } now
admin-asks-void = Void the tickets of { $order } in { $number }
admin-asks-release = Release the hold on { $order } in { $number }
admin-approval-by = Asked by { $name }, { $when }
admin-approval-expires = ⏳ Expires { $when } ({ $left })
admin-approval-expired = ⌛ Expired, nothing was done.
admin-approval-approved = ✅ Approved by { $name }, { $when }
admin-approval-rejected = ❌ Rejected by { $name }, { $when }
admin-approve = ✅ Approve
admin-reject = ❌ Reject
admin-approve-sure = <b>Carry out exactly this?</b>
admin-approve-yes = ✅ Yes, approve
admin-publication-rules = 📜 { $claim_days } days to claim, { $alternates } alternates, draws differ by { $distinct ->
    [holder] player
   *[other] ticket
}
admin-publication-beacon = 🔒 Beacon: { $kind } { $chain }…, at least { $delay } s after the close

## Credits

admin-player = 👤 { $name } · { $username } · <code>{ $telegram_id }</code>
admin-credit-usage = Name the player: <code>/credit 123456789</code>, <code>/credit @name</code> or <code>/credit TR-7K3Q-9ZP</code> (an order). If a name is not found, use the Telegram id.
admin-credit-ask-wallet = Which wallet?
admin-credit-ask-amount = How much? With the currency, for example <code>50.00 TJS</code>; coins and credits need none.
admin-credit-ask-reason = Why? The reason is kept and shown to whoever approves.
admin-credit-amount = 💰 { $money } to the { $wallet }
admin-credit-reason = 📝 { $reason }
admin-credit-sure = Another admin has to approve this.
admin-credit-request = Request { $money }
admin-credit-requested = Credit of { $money } is requested. Another admin approves it: /approvals

## Requests with a reason

admin-close-usage = Name the lottery: <code>/close_lottery RF-1AVW-572</code>
admin-close-means = ⏹ The sale ends now, and what was sold is drawn: { $sold ->
    [one] { $sold } ticket
   *[other] { $sold } tickets
}.
admin-void-usage = Name the order: <code>/void TR-7K3Q-9ZP</code>
admin-void-tickets = 🎟 Order { $order }: { $count ->
    [one] ticket { $numbers }
   *[other] tickets { $numbers } ({ $count })
}
admin-void-means = 🕳 The numbers stay empty: they are never sold again and cannot be drawn.
admin-holds = <b>Held: { $total }</b>
admin-no-holds = Nothing is held.
admin-hold =
    ⏸ <b>{ $order }</b> · { $number } · 🎫 { $tickets }
    By { $name }, { $when }
    { $reason }
admin-hold-usage = Name the order, after the sale is over: <code>/hold TR-7K3Q-9ZP</code>
admin-hold-prize = 🎁 Place { $position }, ticket { $ticket }: { $money }
admin-hold-stands = ⏸ Held since { $when }: { $reason }
admin-hold-sure = The list is sealed, so the tickets stay in the draw. What they win is held at once; to end it takes two people.
admin-hold-it = ⏸ Hold it
admin-held = Held. /release ends it, by two people; /disqualify passes the prize on.
admin-release-usage = Name the order: <code>/release TR-7K3Q-9ZP</code>
admin-disqualify-usage = Name the lottery and a winning ticket: <code>/disqualify RF-1AVW-572 12</code>
admin-disqualify-lottery = 🏆 { $number } · { $title }
admin-disqualify-prize = 🎁 Place { $position }, ticket { $ticket }: { $money } goes to the next alternate
admin-disqualify-ground = 🔎 The account: { $ground ->
    [blocked] is blocked
    [erased] was erased
    [country] is in a country where play is refused
    [underage] is under age
   *[other] nothing speaks against it
}
admin-request-it = Request it
admin-requested = It is requested. Another admin approves it: /approvals

## Cancelling

admin-cancel-usage = Name the lottery: <code>/cancel_lottery RF-1AVW-572</code>
admin-cancel-refund = 💸 Goes back to the players: { $money }
admin-cancel-ask-reason = Why is it cancelled?
admin-cancel-ask-number = ⚠️ This cannot be undone. To cancel, type the number: <code>{ $number }</code>
admin-cancel-other-number = That is another number; nothing was cancelled. Type <code>{ $number }</code> or press Close.
admin-cancelled-draft = Draft { $number } is dropped.
admin-cancelled-open = { $number } is cancelled; { $money } goes back to the players now.

## Draws

critical-what = { $code ->
    [draw_inputs_differ] A draw is halted: its rows contradict each other
    [draw_result_differs] A draw is halted: the stored result is not the computed one
    [close_figures_differ] A draw is halted: entries, figures and ledger contradict each other
    [software_differs] A raffle cannot be closed: the draw software is not the released one
    [beacon_invalid] A draw waits: the beacon’s value is of another chain, or false
    [reveal_overdue] A draw was not revealed within a day, and is refunded
    [late_publication] A close record was public too late, and its raffle is refunded
    [purchase_broken] A purchase broke and was refused
   *[other] Something unexpected happened
}
admin-critical = <b>Critical events: { $total }</b>
admin-no-critical = Nothing has happened that somebody would have to look at.
admin-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $when }
    { $said }
admin-draws = <b>Under way: { $total }</b>
admin-no-draws = No raffle is under way.
admin-draw-sold = Sold { $sold } of { $total }
admin-draw-close = Close record <code>{ $hash }…</code>
admin-draw-round = Round { $round }, due { $when } ({ $left })
admin-draw-round-out = Round { $round } is out
admin-draw-trouble = ⚠️ <b>{ $trouble ->
    [halted] Halted: { $reason }
    [software_differs] Not closed: the draw software is not the released one ({ $reason })
    [close_late] The close is late
    [beacon_late] The beacon’s value is late
    [draw_late] The draw is late
    [settlement_late] The settlement is late
   *[other] { $trouble }
}</b>

## Health

admin-health = <b>Health</b> · { $when }
admin-health-database = Database
admin-health-valkey = Valkey
admin-health-outbox = Events due: { $count }, oldest { $seconds } s
admin-health-deliveries = Notices to send: { $count }, oldest { $seconds } s
admin-health-publications = Records for the channel: { $count }, oldest { $seconds } s
admin-health-failed = Events given up: { $count }
admin-health-critical = Critical events of the last 24 hours: { $count }
admin-health-lease = Job { $name }: until { $when }
admin-health-beacon = Beacon { $kind }, round { $round }
admin-health-beacon-away = The beacon does not answer
admin-health-no-beacon = No beacon is configured
admin-health-telegram = Telegram: { $count } updates wait
admin-health-telegram-error = Last error: { $error }
admin-health-telegram-away = Telegram does not answer

## Admins

admin-admins = <b>Admins</b>
admin-admin = { $name } · <code>{ $telegram_id }</code> · { $roles }
admin-admin-disabled = { $name } · <code>{ $telegram_id }</code> · { $roles } · disabled
admin-admins-add = Add one: <code>/admins 123456789</code> or <code>/admins @name</code>, after they started the bot.
admin-roles-of = Roles of <b>{ $name }</b> · <code>{ $telegram_id }</code>
admin-role = { $role ->
    [owner] owner
    [manager] manager
    [finance] finance
    [support] support
    [auditor] auditor
   *[other] { $role }
}
admin-owner-fixed = This owner stands in the settings and cannot be removed here.

## A rehearsal of a draw

admin-dryrun-usage = Send the number of a lottery: <code>/dryrun RF-7K3Q-9ZP</code>. Its draw is rehearsed over the tickets sold so far. Nothing is written.
admin-dryrun = 🧪 <b>REHEARSAL</b>
    Nothing was written. Its seed and beacon were made for it and are gone: the real draw will be another.
admin-dryrun-gross = Gross { $money }
admin-dryrun-prize = 🏆 Prize { $position }: { $awarded } of { $places ->
    [one] { $places } place
   *[other] { $places } places
}, { $money }
admin-dryrun-more = … and { $count ->
    [one] { $count } more prize
   *[other] { $count } more prizes
}
admin-dryrun-alternates = Alternates: { $drawn } of { $places }
admin-dryrun-unawarded = ⚠️ { $count ->
    [one] { $count } place is not awarded: no ticket is left for it
   *[other] { $count } places are not awarded: no ticket is left for them
}
admin-dryrun-valid = ✅ The rehearsal’s own proof is valid.
admin-dryrun-invalid = ❌ The rehearsal’s own proof is not valid: <code>{ $field }</code> { $reason }
