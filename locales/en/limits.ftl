# What players allow themselves.

limits-heading = 🛡 <b>Limits</b> · { $asset }
limits-about = You set these for yourself. A lower limit counts at once; a higher one, or none, takes 24 hours and a second yes from you.
limits-nothing = 🛡 <b>Limits</b>

    Nothing is on sale, and you hold no money. Come back when there is something to limit.
limits-kind = { $kind ->
    [deposit] 📥 Deposits
    [spend] 🎟 Spending
   *[net_loss] 📉 Losses
}
limits-of-kind = <b>{ limits-kind }</b>
limits-none-of-kind = no limit
limits-kind-about = { $kind ->
    [deposit] What may be paid into your wallet.
    [spend] What you may spend on tickets, whatever you win.
   *[net_loss] What you may lose: spent on tickets less what you won.
}
limits-window = { $window_days ->
    [1] 24 hours
    [one] { $window_days } day
   *[other] { $window_days } days
}
limits-title = <b>{ limits-kind } · { limits-window }</b> · { $asset }
limits-free = { $window }: no limit
limits-used = { $window }: { $used } of <b>{ $amount }</b> used
limits-left = Your limit: <b>{ $amount }</b>
    Used: { $used }
    Left now: { $left }
limits-not-set = No limit is set.
limits-no-limit = no limit
limits-waits = ⏳ You asked for a change to <b>{ $change }</b>. Until you confirm it, the present limit stands.
limits-waits-until = You can confirm it from { $when } on ({ $countdown }).
limits-waits-now = You can confirm it now.
limits-how-much = { $kind ->
    [deposit] How much may be paid in at most?
    [spend] How much may you spend at most?
   *[net_loss] How much may you lose at most?
} Type the amount ({ $asset }); 0 allows nothing.
limits-hint = ⚠️ That is not an amount. Type it in digits, for example 100.
limits-hint-same = ⚠️ That is your limit already.
limits-now = Now: { $amount }
limits-new = New: <b>{ $amount }</b>
limits-at-once = It counts at once. To raise it again later takes 24 hours and a second yes.
limits-later = ⏳ This has to wait: you can confirm it from { $when } on. Until you do, the present limit stands.
limits-set = ✅ Set { $amount }
limits-ask = ⏳ Ask for { $amount }
limits-confirm = ✅ Confirm: { $change }
limits-asked = Noted. After 24 hours you can confirm it here.
limits-holds = It counts from now on: { $amount }
limits-cancelled = The change is dropped. Your limit stays as it is.
limits-open = 🛡 My limits
limits-first = ✏️ Set a limit
limits-change = ✏️ Change
limits-remove = 🗑 Remove
limits-cancel = ✖️ Drop the change
limits-other = ✏️ Other amount

command-limits = Limits on what you pay in, spend and lose
