# Draws: results, and a draw while it happens.

results-heading = 🏆 <b>Draws</b>
results-none = 🏆 <b>Draws</b>

    Nothing has been drawn yet.
results-line = { $state ->
    [drawn] 🏆
    [settled] 🏆
    [cancelling] ↩️
    [cancelled] ↩️
   *[other] 🔒
} { $title } · { $number }
results-winner = 🏆 { $position }. № { $number } · { $name } · { $prize }
results-alternate = 🔁 { $position }. № { $number } · { $name } · { $prize } (alternate { $alternate } stepped in)
results-unawarded = ▫️ { $position }. { $prize }: not taken up, and no alternate was left
results-fewer = { $count ->
    [one] { $count } prize was not drawn: there were fewer tickets than prizes.
   *[other] { $count } prizes were not drawn: there were fewer tickets than prizes.
}
results-more-winners = … and more; the proof has them all
results-no-winner = No ticket was sold, so nobody won.
results-no-tickets = You had no tickets in this draw.
results-not-won = { $tickets ->
    [one] Your { $tickets } ticket did not win this time.
   *[other] Your { $tickets } tickets did not win this time.
}
results-won = 🎉 You won <b>{ $prize }</b> with № { $number }!
results-verify = 🔍 Verify a draw
live-heading = 🔴 <b>{ $title }</b> · { $number }
live-sealing = 🔒 The list of tickets is being sealed …
live-sealed = ✅ Sealed: { $tickets ->
    [one] { $tickets } ticket
   *[other] { $tickets } tickets
}, close record <code>{ $hash }</code>
live-countdown = ⏳ Beacon round { $round }: { $countdown }
live-waiting = ⏳ Waiting for beacon round { $round }. Sales stay closed, the seed stays the same.
live-round = ✅ Beacon round { $round }: <code>{ $value }</code>
live-numbers = ✅ Winning numbers:
live-halted = ⚠️ This draw is held until people have checked it. No prize is paid before that.
live-seconds = in { $seconds } s
live-refresh = 🔄 Refresh
replay-heading = 🔁 <b>Replay: { $title }</b> · { $number }
replay-time = 🕓 { $when }
replay-again = 🔁 Replay the draw
replay-skip = ⏭ Skip

command-results = Results of the draws
