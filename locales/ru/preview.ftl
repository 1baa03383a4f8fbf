# Что мессенджер показывает по ссылке на розыгрыш: подпись и картинка. Простой текст.

preview-state = { $state ->
    [open] В продаже · продано { $percent } %
    [closing] Список билетов запечатывается
    [closed] Ждём раунд маяка { $round }
    [cancelling] Деньги возвращаются
    [cancelled] Отменено, деньги возвращены
   *[other] Разыграно
}
preview-halted = Приостановлено до проверки людьми
preview-winners = { $count ->
    [one] Выигрышный билет
   *[other] Выигрышные билеты
}
preview-more = и ещё { $count }
preview-close = Запись о закрытии { $hash }…
preview-verify = Любой может проверить этот розыгрыш
preview-verify-at = Проверьте сами: { $address }
