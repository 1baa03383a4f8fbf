# The assets that are no currencies. The attribute is the asset's name without an amount.

money-coin = { $amount ->
    [one] { $amount } coin
   *[other] { $amount } coins
}
    .name = coins
money-credit = { $amount ->
    [one] { $amount } credit
   *[other] { $amount } credits
}
    .name = credits
money-xtr = { $amount ->
    [one] { $amount } Star
   *[other] { $amount } Stars
}
    .name = Telegram Stars
