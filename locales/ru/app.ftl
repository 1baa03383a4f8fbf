# Мини-приложение. Его исходники называют эти сообщения и сообщения других файлов.

app-sections = Разделы
app-lotteries = Лотереи
app-tickets = Билеты
app-results = Результаты
app-wallet = Кошелёк
app-profile = Профиль
app-back = Назад
app-close = Закрыть
app-retry = Повторить
app-more = Показать ещё
app-failed-title = Не получилось
app-lost-title = Такой страницы нет
app-offline-title = Нет связи
app-offline-text = Сервер недоступен. Проверьте связь и повторите.
app-offline-banner = Нет подключения к сети

## Лотереи

app-on-sale = В продаже
app-draw-near = Скоро розыгрыш
app-none-on-sale = Сейчас ничего не продаётся
app-none-on-sale-hint = Загляните позже или посмотрите, кто выиграл в последних розыгрышах.
app-see-results = Смотреть результаты
app-sold = Продано { $percent } %
app-left = Осталось { $left }
app-prize-label = { $count ->
    [1] Приз
   *[other] Главный приз
}
app-ends = Конец продажи { $countdown }
app-ends-sold-out = Розыгрыш, когда всё продано
app-lottery-state = { $state ->
    [closing] Список билетов закрывается
    [closed] Ждёт розыгрыша
    [drawn] Разыграна
    [settled] Разыграна
    [cancelling] Деньги возвращаются
    [cancelled] Отменена
   *[other] Не продаётся
}
