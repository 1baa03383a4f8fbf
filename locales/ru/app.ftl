# Мини-приложение. Его исходники называют эти сообщения и сообщения других файлов.

app-sections = Разделы
app-lotteries = Лотереи
app-tickets = Билеты
app-results = Итоги
app-wallet = Кошелёк
app-profile = Профиль
app-back = Назад
app-close = Закрыть
app-cancel = Отмена
app-continue = Продолжить
app-save = Сохранить
app-done = Готово
app-copy = Копировать
app-choose = Выберите …
app-retry = Повторить
app-more = Показать ещё
app-failed-title = Не получилось
app-lost-title = Такой страницы нет
app-offline-title = Нет связи
app-offline-text = Сервер недоступен. Проверьте связь и повторите.
app-offline-banner = Нет подключения к сети
app-outside-title = Играйте в Telegram
app-outside-text = Лотереи, итоги и доказательства здесь видны всем. Билеты и деньги — в приложении внутри Telegram.
app-open-telegram = Открыть в Telegram
app-open-chat = Открыть чат
app-reopen-title = Откройте приложение заново
app-reopen-text = Для вашей безопасности один запуск приложения действует ограниченное время. Закройте его и откройте снова из чата; ничего не потеряно.
app-reopen-close = Закрыть приложение

## Лотереи

app-on-sale = В продаже
app-draw-near = Скоро розыгрыш
app-none-on-sale = Сейчас ничего не продаётся
app-none-on-sale-hint = Загляните позже или посмотрите, кто выиграл в последних розыгрышах.
app-see-results = Смотреть итоги
app-see-lotteries = Смотреть лотереи
app-sold = Продано { $percent } %
app-left = Осталось { $left }
app-left-of = Осталось { $left } из { $total }
app-tickets-count = { $count ->
    [one] { $count } билет
    [few] { $count } билета
   *[many] { $count } билетов
}
app-prize-label = { $count ->
    [1] Приз
   *[other] Главный приз
}
app-ends = Конец продажи { $countdown }
app-ends-sold-out = Розыгрыш, когда всё продано
app-lottery-state = { $state ->
    [closing] Список билетов запечатывается
    [closed] Ждёт розыгрыша
    [drawn] Розыгрыш состоялся
    [settled] Розыгрыш состоялся
    [cancelling] Деньги возвращаются
    [cancelled] Отменена, деньги возвращены
   *[other] Не продаётся
}
app-prizes = Призы
app-share-of-sales = { $share } от продаж
app-winners-count = { $count ->
    [one] { $count } победитель
    [few] { $count } победителя
   *[many] { $count } победителей
}
app-odds-and-money = Шансы и деньги
app-one-in = 1 из { $count }
app-odds-hint = Шанс одного билета, когда проданы все; если продано меньше, он выше
app-split-prizes = Призы, { $share }
app-split-operator = Организатору
app-split-added = Добавляет организатор
app-split-gross = Все билеты вместе
app-rules = Правила
app-rule-price = Билет
app-rule-tickets = Всего билетов
app-rule-cap = На одного игрока
app-rule-no-cap = без ограничения
app-rule-draw = Розыгрыш
app-rule-close = { $rule ->
    [time] по окончании срока
    [sold_out_or_time] когда всё продано или вышел срок
   *[sold_out] когда всё продано
}
app-rule-ends = Конец продажи
app-rule-distinct = Выигрывает не больше раза
app-rule-distinct-value = { $distinct ->
    [holder] каждый игрок
   *[number] каждый билет
}
app-rule-claim = Срок получения
app-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
app-rule-number = Номер
app-fairness = Честность
app-fairness-text = Розыгрыш запечатан до продажи первого билета. Его открывает публичное число, которого никто не знает заранее, и каждый может вычислить победителей снова.
app-grade = Случайность: класс { $grade }
app-grade-text = { $grade ->
    [A] Публичное число даёт сеть многих независимых участников.
    [B] Публичное число даёт хранитель, который не организатор.
   *[D] Публичное число даёт машина самого организатора: остаётся доверять, что никто не заглянул вперёд.
}
app-published-late = Опубликовано поздно
app-published-late-text = Запись о закрытии появилась в открытом канале уже после раунда, который в ней назван.
app-published = Запись о закрытии в канале
app-see-proof = Обязательства и доказательство
app-watch = Следить за лотереей
app-your-tickets = Ваши билеты
app-how-many = Сколько билетов?
app-fewer = На один меньше
app-one-more = На один больше
app-chance = { $tickets ->
    [one] Шанс с вашим { $tickets } билетом
   *[other] Шанс с вашими { $tickets } билетами
}: { $now } среди проданных, { $full }, когда проданы все.
app-buy = { $count ->
    [one] Купить { $count } билет
    [few] Купить { $count } билета
   *[many] Купить { $count } билетов
} · { $total }
app-cap-reached = { $cap ->
    [0] Все билеты разобраны.
    [one] У вас { $cap } билет: больше одному игроку здесь нельзя.
    [few] У вас { $cap } билета: больше одному игроку здесь нельзя.
   *[many] У вас { $cap } билетов: больше одному игроку здесь нельзя.
}
app-draw = Розыгрыш
app-draw-sealing = Список билетов запечатывается
app-draw-sealed = { $tickets ->
    [one] Список из { $tickets } билета запечатан
   *[other] Список из { $tickets } билетов запечатан
}
app-draw-beacon-later = Решает публичное число
app-draw-beacon = Публичное число, раунд { $round }
app-draw-due = с минуты на минуту
app-draw-opened = Печать вскрыта
app-draw-open-later = Печать вскрывается, победители известны
app-draw-halted = Розыгрыш остановлен, пока его не проверят люди. До этого ничего не выплачивается.
app-replay = ▶ Повтор
app-skip = Пропустить
app-own-won = Вы выиграли { $prize }: билет { $number }.
app-path = Путь в запечатанном списке
app-path-entry = Билеты { $numbers }
app-path-place = Запись { $place } из { $count } в запечатанном списке
app-path-step = { $step ->
    [holder] Запись ваша: метка владельца следует из вашего номера и соли
    [leaf] Лист относится к этой записи
   *[root] { $steps ->
        [one] { $steps } шаг вверх по дереву ведёт
        [few] { $steps } шага вверх по дереву ведут
       *[other] { $steps } шагов вверх по дереву ведут
    } к корню в записи о закрытии
}
app-path-values = Значения
app-path-line = Запись
app-path-leaf = Лист
app-path-secret = По файлу видно, чья это запись: никому его не показывайте
app-path-hint = Нажмите на номера, чтобы увидеть их в запечатанном списке.
app-winners = Победители
app-you = Вы
app-place = { $position ->
    [1] Главный приз
   *[other] Приз { $position }
}

## Покупка

app-confirm-title = Ваш заказ
app-sum = { $quantity } × { $price }
app-balance = Баланс
app-balance-after = Останется
app-final = Оплаченный билет вернуть нельзя, кроме случая, когда лотерея отменена: тогда вернутся все деньги.
app-pay = Оплатить { $total }
app-pay-again = Повторить: { $total }
app-leave-paying = Идёт оплата. Всё равно уйти? Второй раз деньги не спишутся.
app-leave = Уйти
app-stay = Остаться
app-missing = В кошельке не хватает { $missing }.
app-buy-fewer = { $count ->
    [one] Купить { $count } билет
    [few] Купить { $count } билета
   *[many] Купить { $count } билетов
}
app-bought = { $count ->
    [one] Билет ваш
   *[other] Билеты ваши
}
app-your-numbers = { $count ->
    [one] Номер вашего билета
   *[other] Номера ваших билетов
}
app-paid = Оплачено
app-order = Заказ
app-server-commit = Обязательство розыгрыша (server_commit)
app-holder-tag = Ваша метка в открытом списке (holder_tag)
app-share = Поделиться
app-more-tickets = Ещё билеты
app-first-steps = Перед первым билетом
app-i-am-adult = Мне не меньше { $minimum_age } лет
app-i-accept-terms = Я принимаю условия
app-country = Страна
app-birth-date = Дата рождения
app-birth-date-hint = Нужна, чтобы проверить возраст.

## Билеты и итоги

app-no-tickets = Билетов пока нет
app-no-tickets-hint = Здесь будут ваши билеты и то, что они выиграли.
app-fate-live = В продаже
app-fate-drawing = Скоро розыгрыш
app-fate-won = Выигрыш
app-fate-lost = Без выигрыша
app-fate-refunded = Деньги возвращены
app-fate-void = Аннулирован
app-no-results = Розыгрышей ещё не было
app-no-results-hint = Победители и доказательства появятся здесь после первого розыгрыша.
app-winner-line = № { $number } · { $name } · { $prize }
app-alternate = Запасной победитель { $alternate }
app-unawarded = Не получен, запасных победителей не осталось
app-refunded = Отменена, деньги за билеты возвращены

## Призы

app-no-prizes = Призов пока нет
app-no-prizes-hint = Здесь будет то, что вы выиграете, и об этом придёт сообщение.
app-prize-state = { $state ->
    [pending] Подводятся итоги
    [payable] На пути
    [claimable] Выберите до { $when }
    [held] Удерживается
    [claimed] Будет доставлен
    [paid] Зачислен
    [forfeited] Отозван
   *[expired] Не получен
}
app-prize-how = Как вы хотите его получить?
app-prize-delivery = С доставкой
app-prize-delivery-hint = По одному из ваших адресов
app-prize-cash = Деньгами
app-prize-cash-hint = { $value } сразу в ваш кошелёк
app-prize-where-to = Куда доставить?
app-prize-deliver = Доставить сюда
app-prize-take = Взять { $value }
app-prize-sure-delivery = Это окончательно: потом нельзя изменить ни выбор, ни адрес. Доставить по адресу { $address }?
app-prize-sure-cash = Это окончательно: доставки не будет. Взять { $value }?

## Доказательство

app-verify-title = Проверьте сами
app-verify-text = Это устройство заново вычислит весь розыгрыш по открытым файлам. Доверять этому серверу не нужно.
app-verify = Проверить на устройстве
app-verify-again = Проверить ещё раз
app-verdict-valid = Верно
app-verdict-valid-text = Победители именно те, что следуют из обязательств.
app-verdict-invalid = Неверно
app-proof-unusable = По этому файлу судить нельзя: { $reason }
app-no-proof-yet = { $state ->
    [cancelling] Лотерея отменена без розыгрыша, поэтому доказательства нет
    [cancelled] Лотерея отменена без розыгрыша, поэтому доказательства нет
   *[other] Доказательство появится после розыгрыша
}
app-before-sale = До первой продажи
app-at-close = По окончании продажи
app-at-draw = При розыгрыше
app-record-commit = Обязательство о секрете (server_commit)
app-record-rules = Правила (rules_hash)
app-record-beacon = Источник публичного числа ({ $kind })
app-record-close = Запись о закрытии (close_hash)
app-record-entries = Список билетов (entry_root)
app-record-voids = { $count ->
    [one] { $count } аннулированный номер (void_root)
    [few] { $count } аннулированных номера (void_root)
   *[other] { $count } аннулированных номеров (void_root)
}
app-record-value = Публичное число (randomness)
app-record-seed = Секрет, теперь открытый (server_seed)
app-files = Файлы
app-command = На своём компьютере
app-command-node = С одним лишь Node

## Кошелёк

app-wallet-empty = Кошелёк пуст
app-top-up-hint = Как пополнить, подскажет поддержка.
app-top-up = Пополнить
app-history = История
app-no-history = Пока ничего не было
app-exchange = Обмен
app-no-exchange = Обменять сейчас нечего
app-exchange-pair = Обмен
app-exchange-give = Сумма
app-you-have = У вас { $balance }
app-no-amount = Введите сумму цифрами, например 12,50
app-too-much = У вас только { $balance }
app-give = Вы отдаёте
app-get = Вы получаете
app-exchange-get = Получить { $taken }
app-exchange-sure = Обменять { $given } на { $taken }?
app-exchange-note = Округляется вниз до мельчайшей единицы. Монеты, кредиты и звёзды никогда не становятся деньгами.

## Профиль

app-public-name = Другие видят вас как { $name }
app-inbox = Сообщения
app-prizes-mine = Мои призы
app-watchlist = Лотереи, за которыми я слежу
app-no-watched = Лотерей пока нет
app-no-watched-hint = Нажмите на глаз у лотереи, чтобы узнать, когда она почти раскуплена и когда скоро розыгрыш.
app-personal = Личные данные
app-limits = Ограничения
app-limits-hint = Сколько вы разрешаете себе тратить
app-notifications = Уведомления
app-sessions = Устройства
app-sessions-hint = Где открыт ваш счёт. Завершите то, чего не узнаёте.
app-session-unknown = Неизвестное устройство
app-session-this = Это
app-session-end = Завершить
app-session-end-sure = Завершить этот сеанс? Там приложение придётся открыть заново.
app-sessions-end-all = Выйти везде
app-sessions-end-all-sure = Выйти на всех устройствах, и на этом тоже?
app-language = Язык
app-display-name = Имя, которое видят другие
app-display-name-hint = Оставьте пустым, чтобы было имя из Telegram. У победителей видны только первые буквы.
app-time-zone = Часовой пояс
app-terms = Условия игры
app-terms-accepted = Приняты
app-privacy = Конфиденциальность
app-support = Поддержка
app-log-out = Выйти
app-log-out-sure = Выйти? Чтобы вернуться, откройте приложение из чата заново.
app-operator = Организатор: { $operator }.
app-licence = Лицензия: { $licence }.
app-sandbox = Это проба с игровыми деньгами: ничего настоящего здесь не купить и не выиграть.
app-adults = Только для людей от { $minimum_age } лет и старше там, где этого требует закон страны. Играйте только на деньги, которые можете позволить себе потерять.

## Сообщения, ограничения, адреса

app-no-notices = Сообщений пока нет
app-no-notices-hint = Здесь будет сказано, что происходит с вашими билетами и деньгами.
app-unread = Новое
app-change = Изменить
app-remove = Убрать
app-confirm = Подтвердить
app-no-limits = Ограничений вы не ставили
app-limits-text = Ограничение действует в любом промежутке своей длины. Более строгое — сразу; более мягкое или снятие ждёт сутки, а потом вашего второго согласия.
app-limit-add = Поставить ограничение
app-limit-change = Изменить ограничение
app-limit-used = Использовано { $used }
app-limit-raise-waits = Ждёт повышение до { $amount }.
app-limit-removal-waits = Ждёт снятие.
app-limit-confirm-now = Уже можно подтвердить.
app-limit-confirm-from = Подтвердить можно с { $when }.
app-limit-keep = Оставить как есть
app-limit-kind = Что ограничить
app-limit-kind-name = { $kind ->
    [deposit] Пополнения
    [net_loss] Проигрыш: траты минус выигрыши
   *[spend] Траты на билеты
}
app-limit-window = За любые
app-limit-window-name = { $window_days ->
    [1] 24 часа
    [one] { $window_days } день
    [few] { $window_days } дня
   *[many] { $window_days } дней
}
app-limit-currency = Валюта
app-limit-amount = Не больше ({ $currency })
app-limit-hint = Действует сразу.
app-limit-raise-hint = Ещё сутки действует { $amount }; потом мы попросим подтвердить.
app-notify-chat = Сообщения в чате
app-notify-category = { $category ->
    [money] Деньги
    [results] Итоги
    [draws] Розыгрыши
    [watchlist] Лотереи, за которыми я слежу
   *[other] Прочее
}
app-notify-detail = { $category ->
    [money] Пополнения, призы, возвраты
    [results] Чем закончились розыгрыши для вас
    [draws] Список запечатан, скоро розыгрыш
    [watchlist] В продаже, почти раскуплена, скоро конец
   *[other] Прочее
}
app-unreachable = Бот не может вам написать. Откройте чат с ним и нажмите «Старт».
app-quiet = Тихие часы
app-quiet-on = Ночью не беспокоить
app-quiet-detail = Деньги и итоги приходят всё равно
app-quiet-from = С
app-quiet-to = До
app-marketing = Новости и предложения
app-marketing-on = Сообщать о новых лотереях
app-marketing-detail = Отказаться можно в любое время
app-addresses = Адреса
app-no-addresses = Адресов пока нет
app-no-addresses-hint = Мы спросим адрес, когда надо будет отправить приз.
app-address-add = Новый адрес
app-address-default = Предлагается первым
app-address-make-default = Предлагать первым
app-address-remove-sure = Убрать этот адрес? То, что уже в пути, всё равно придёт.
app-address-recipient = Получатель
app-address-phone = Телефон с кодом страны
app-address-region = Область, край
app-address-city = Город
app-address-line1 = Улица, дом, квартира
app-address-line2 = Ещё, если нужно
app-address-postal = Почтовый индекс
