# Части предложений из errors.ftl. Коды без собственных слов показываются как есть.

word-what = { $what ->
    [address] адрес
    [admin] администратор
    [approval] запрос на подтверждение
    [award] приз
    [beacon_value] значение маяка для этого розыгрыша
    [close_record] запись о закрытии этого розыгрыша
    [order] заказ
    [hold] удержание этих билетов
    [ticket] билет
    [photo] картинка
    [player] игрок
    [product] товар
    [proof] доказательство этого розыгрыша
    [raffle] розыгрыш
    [role] роль
    [session] сеанс
    [transfer] перевод
    [wallet] кошелёк
   *[other] то, что вы ищете
}
word-state = { $state ->
    [draft] ещё не опубликован
    [open] открыт
    [closing] как раз закрывается
    [closed] закрыт и ждёт жеребьёвки
    [drawn] уже проведён
    [settled] завершён
    [cancelling] отменяется
    [cancelled] отменён
    [pending] ещё ждёт решения
    [executed] уже исполнен
    [rejected] отклонён
    [expired] просрочен
    [active] активен
    [blocked] заблокирован
    [anonymised] удалён
    [held] удерживается
    [void] уже аннулирован
    [enabled] включён
    [disabled] отключён
    [payable] выплачивается
    [claimable] ждёт победителя
    [claimed] уже отправляется победителю
    [paid] уже выплачен
    [forfeited] отозван
   *[other] в состоянии «{ $state }»
}
word-wallet = { $wallet_type ->
    [BALANCE] на основном балансе
    [BONUS] на бонусном балансе
    [LUCKY_COIN] в кошельке монет
    [CREDIT] в кошельке баллов
   *[other] в кошельке
}
word-document = { $document ->
    [terms] условия
    [marketing] согласие на новости и предложения
   *[other] документ
}
word-limit = { $kind ->
    [deposit] лимит пополнений
    [spend] лимит трат
    [net_loss] лимит проигрыша
   *[other] лимит
} на { $window_days ->
    [1] 24 часа
    [one] { $window_days } день
    [few] { $window_days } дня
   *[many] { $window_days } дней
}
word-field = { $field ->
    [address_country] Страна подключения
    [address_id] Адрес доставки
    [alternates] Число запасных победителей
    [amount_minor] Сумма
    [approval] Подтверждение
    [asset] Валюта
    [birth_date] Дата рождения
    [brand] Марка
    [category] Категория
    [city] Город
    [claim_days] Дней на получение приза
    [country] Страна
    [cursor] Страница
    [denominator] Курс, второе число
    [descriptions] Описание
    [display_name] Отображаемое имя
    [distinct] Правило нескольких призов
    [document_hash] Контрольная сумма документа
    [inbox] входящие
    [init_data_hash] Данные запуска приложения
    [key] Ключ запроса
    [language] Язык
    [limit] Строк на странице
    [line1] Адрес, строка 1
    [line2] Адрес, строка 2
    [media] Изображения
    [name] Имя
    [numerator] Курс, первое число
    [per_player_cap] Билетов на одного игрока
    [phone_number] Номер телефона
    [postal_code] Почтовый индекс
    [price_minor] Цена билета
    [prizes] Призы
    [quantity] Количество билетов
    [quiet] тихие часы
    [reason] Причина
    [recipient] Получатель
    [region] Регион
    [sales_end_at] Конец продаж
    [telegram_id] Telegram ID
    [ticket] Билет
    [ticket_total] Всего билетов
    [tier] Уровень
    [time_zone] Часовой пояс
    [titles] Название
    [valid_from] Действует с
    [value_minor] Стоимость
    [watchlist] список наблюдения
   *[other] { $field }
}
word-reason = { $reason ->
    [case_changed] после запроса что-то изменилось; запросите заново
    [does_not_fit_close_rule] указывается, только если продажи заканчиваются в заданное время
    [empty] поле не может быть пустым
    [control_character] содержит недопустимые символы
    [english_missing] нет английского текста
    [essential] уведомления о деньгах и результатах остаются во входящих
    [in_the_future] дата ещё не наступила
    [in_the_past] время уже прошло
    [length] текст пуст или слишком длинный
    [malformed] неверный формат
    [missing] значение не указано
    [no_time_zone] не указан часовой пояс
    [no_wallet] для неё нет кошелька
    [not_an_integer] нужно целое число
    [not_of_this_wallet] в этом кошельке её нет
    [not_sha256] нужна контрольная сумма SHA-256
    [out_of_range] число слишком маленькое или слишком большое
    [past] время уже прошло или слишком близко
    [percentage_of_goods] долей от продаж могут быть только деньги
    [percentages] сумма долей больше 100 %
    [positions] места должны идти по порядку: 1, 2, 3…
    [product_value] стоимость или валюта не совпадает с товаром
    [raffle_changed] розыгрыш изменили после запроса на подтверждение
    [too_long] текст слишком длинный
    [too_long_ago] дата слишком давняя
    [too_many] их уже слишком много
    [unknown] такого значения нет
    [unknown_asset] такой валюты нет
    [unknown_country] такой страны нет
    [unknown_language] этот язык не поддерживается
    [unknown_time_zone] такого часового пояса нет
    [value] недопустимая стоимость приза
    [winner_count] число победителей не соответствует числу билетов
   *[other] { $reason }
}
