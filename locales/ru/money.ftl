# Активы, которые не являются валютами. Атрибут — название без суммы.

money-coin = { $amount ->
    [one] { $amount } монета
    [few] { $amount } монеты
   *[many] { $amount } монет
}
    .name = монеты
money-credit = { $amount ->
    [one] { $amount } балл
    [few] { $amount } балла
   *[many] { $amount } баллов
}
    .name = баллы
money-xtr = { $amount ->
    [one] { $amount } звезда
    [few] { $amount } звезды
   *[many] { $amount } звёзд
}
    .name = звёзды Telegram
