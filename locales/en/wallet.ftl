# Balances, statements and exchange.

wallet-heading = 👛 <b>Wallet</b>
wallet-empty = You hold nothing yet. Support tells you how to top up.
wallet-balance = { $wallet } · <b>{ $money }</b>
wallet-open-history = 📜 { $wallet }, { $asset }
wallet-history = 📜 <b>{ $wallet }</b> · { $money }
wallet-no-history = Nothing has happened yet.
wallet-line = <b>{ $amount }</b> · { $kind }
    { $when } · balance { $after }
wallet-kind = { $kind ->
    [admin_credit] top-up by the operator
    [exchange] exchange
    [sale] tickets bought
    [refund] refund
    [prize] prize
    [reversal] correction
   *[other] { $side ->
        [in] received
       *[out] paid
    }
}
wallet-exchange = 🔁 Exchange
wallet-choose-pair = What do you want to exchange?
wallet-no-pairs = Nothing that you hold can be exchanged at the moment.
wallet-how-much = How much? You have { $balance }. Type the amount.
wallet-hint = ⚠️ That is not an amount. Type it in digits, for example 12.50.
wallet-quote = 🔁 You give <b>{ $given }</b> and get <b>{ $taken }</b>.
    Balance after: { $after }
wallet-short = ⚠️ You do not have that much. Choose a smaller amount.
wallet-confirm = ✅ Get { $taken }
wallet-change = ✏️ Other amount
wallet-exchanged = ✅ Exchanged: { $given } → <b>{ $taken }</b>

command-wallet = Balances and history
