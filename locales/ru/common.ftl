# Что говорит каждая часть бота.

common-home = 🏠 Главная
common-back = ← Назад
common-cancelled = Отменено. Ничего не изменилось.
common-hint = Не понимаю. Пользуйтесь кнопками или командами из меню.
common-refreshed = Список обновлён
common-apology = У нас что-то сломалось; ничего не потеряно. Попробуйте ещё раз. Если повторится, сообщите поддержке этот код: { $reference }
common-slow-down = { $seconds ->
    [one] Слишком быстро. Подождите { $seconds } секунду.
    [few] Слишком быстро. Подождите { $seconds } секунды.
   *[many] Слишком быстро. Подождите { $seconds } секунд.
}
common-in-private = Билеты и деньги — дело личное. Продолжим в нашем чате.
common-open-chat = Открыть чат
common-menu-button = Открыть
common-in-days = через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} { $hours } ч
common-in-hours = через { $hours } ч { $minutes } мин
common-in-minutes = через { $minutes } мин

## Меню команд

command-start = Главная: баланс и ближайший розыгрыш
command-settings = Настройки: язык, часовой пояс, уведомления, лимиты
command-language = Сменить язык
command-help = Как это устроено
command-terms = Правила игры
command-privacy = Что мы о вас храним
command-support = Написать человеку
command-paysupport = Вопросы об оплате
command-cancel = Прервать то, что начато
