# Buying tickets.

purchase-tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
purchase-other = ✏️ Other
purchase-how-many = <b>{ $title }</b>

    How many tickets? Type a number. { $left ->
        [one] { $left } is left.
       *[other] { $left } are left.
    }
purchase-hint-number = ⚠️ That is not a whole number. Type it in digits, for example 3.
purchase-hint-positive = ⚠️ At least 1 ticket.
purchase-hint-left = ⚠️ That is more than there are: { $left ->
    [one] { $left } ticket is left.
   *[other] { $left } tickets are left.
}
purchase-hint-most = ⚠️ At most 10000 tickets at a time.
purchase-confirm = 🛒 <b>{ $title }</b>
purchase-sum = { $quantity } × { $price } = <b>{ $total }</b>
purchase-balance = Your balance: { $balance }
purchase-balance-after = Balance after: { $after }
purchase-missing = ⚠️ { $missing } is missing. Top up your wallet; support tells you how.
purchase-chances = { $tickets ->
    [one] Chance with your { $tickets } ticket
   *[other] Chance with your { $tickets } tickets
}: { $now } of those sold by now, { $full } when all are sold
purchase-pay = ✅ Pay { $total }
purchase-change = ✏️ Other number
purchase-wallet = 👛 Wallet
purchase-support = 💬 Support
purchase-bought = ✅ { $count ->
    [one] You bought { $count } ticket
   *[other] You bought { $count } tickets
}
purchase-numbers = 🎫 Numbers: <b>{ $numbers }</b>
purchase-paid = Paid: { $total }
purchase-order = Order: <code>{ $order }</code>
purchase-commit = 🔏 server_commit <code>{ $commit }</code>
purchase-more = ➕ More tickets
purchase-my-tickets = 🎫 My tickets
purchase-refused = 🛒 <b>{ $title }</b>
purchase-nothing-paid = Nothing was paid.
purchase-loss-help = If play is no longer fun, take a break, and talk to somebody you trust or to the help line of your country.
purchase-fewer = { $fewer ->
    [one] Buy { $fewer } ticket
   *[other] Buy { $fewer } tickets
}
purchase-again = 🔄 Try again
purchase-profile = 📝 Complete my profile
