# Команды сотрудников.

command-new = Создать лотерею
command-drafts = Мои черновики
command-approvals = Запросы, ждущие одобрения
command-credit = Зачислить деньги игроку
command-cancel-lottery = Отменить лотерею
command-close-lottery = Закончить продажу раньше срока
command-void = Аннулировать билеты заказа
command-hold = Удержать выигрыш билетов
command-release = Снять удержание
command-holds = Что удержано
command-disqualify = Отстранить победителя
command-draws = Идущие розыгрыши
command-dryrun = Репетиция розыгрыша
command-health = Состояние платформы
command-critical = Что требует внимания
command-admins = Администраторы и роли

admin-role-may-not = Ваша роль этого не позволяет.
admin-stale = Эта кнопка устарела. Посмотрите на последний экран.
admin-input-ended = Прервано. Ничего не сделано.
admin-closed = Закрыто.
admin-close = Закрыть
admin-back = ← Назад
admin-skip = Пропустить
admin-more = Ещё ▶
admin-refresh = 🔄 Обновить
admin-use-buttons = Пожалуйста, используйте кнопки.

## A raffle's card

admin-card-price = 🎟 { $price } за билет
admin-card-prize = 🏆 Призы: { $value } ({ $count ->
    [one] { $count } победитель
    [few] { $count } победителя
   *[other] { $count } победителей
})
admin-card-sold = { $bar } продано { $sold } из { $total }
admin-card-cap = 👤 Не больше { $cap } на игрока
admin-card-sold-out = ⏱ Розыгрыш, когда проданы все билеты
admin-card-time = ⏱ Продажа до { $when }
admin-card-sold-out-or-time = ⏱ Розыгрыш, когда проданы все билеты или после { $when }
admin-break-even = 📊 Окупается при { $tickets ->
    [one] { $tickets } билете
   *[other] { $tickets } билетах
} ({ $percent } %)
admin-never-even = 📊 Не окупается: приз дороже всех билетов вместе
admin-worst-best = В худшем случае { $worst }, в лучшем { $best }
admin-raffle-state = Состояние: { $state ->
    [draft] черновик
    [open] идёт продажа
    [closing] закрывается
    [closed] закрыта, ждёт розыгрыша
    [drawn] разыграна, идёт расчёт
    [settled] завершена
    [cancelling] отменяется, деньги возвращаются
    [cancelled] отменена
   *[other] { $state }
}

## New lottery

admin-ask-title = <b>Новая лотерея.</b> Название, язык: { $language } ({ $code }), до 120 знаков.
    В группе ответьте на это сообщение.
admin-ask-price = Цена билета с валютой, например <code>2.00 TJS</code>.
admin-ask-tickets = Сколько билетов?
admin-ask-kind = Какой приз?
admin-kind-cash = 💵 Деньги, на кошелёк
admin-kind-goods = 📦 Вещь
admin-ask-prize = Стоимость приза в { $asset }, например <code>700.00</code>.
admin-ask-cap = Сколько билетов из { $total } может быть у одного игрока? Пропустить: без ограничения.
admin-ask-close = Когда заканчивается продажа?
admin-close-sold-out = Когда проданы все билеты
admin-close-time = В назначенное время
admin-close-sold-out-or-time = Что наступит раньше
admin-ask-end = Конец продажи, например <code>2026-12-31 18:00</code> (часовой пояс { $zone }).
admin-ask-photo = Пришлите фото или пропустите.
admin-preview = 👁 <b>Предпросмотр</b> · { $language }
admin-missing-titles = ⚠️ Ещё нет названия: { $languages }. На этих языках увидят английское.
admin-commit-later = Номер и обязательство появятся при публикации.
admin-photo-kept = 🖼 Фото есть; этот текст слишком длинный для подписи под ним.
admin-save-draft = 💾 Сохранить черновик
admin-request-publication = 📣 Запросить публикацию
admin-draft-saved = 💾 Черновик { $number } сохранён. /drafts
admin-publication-requested = 📣 Публикация { $number } запрошена. Её одобряет другой администратор: /approvals
admin-drafts = <b>Мои черновики</b>
admin-no-drafts = У вас нет черновиков. Создать: /new

## Approvals

admin-approvals = <b>Ждут одобрения</b>
admin-no-approvals = Ничто не ждёт одобрения.
admin-asks-credit = Зачислить { $money }
admin-asks-publication = Опубликовать { $number }
admin-asks-disqualification = Отстранить победителя { $number }
admin-asks-close = Закончить продажу { $number } сейчас
admin-asks-void = Аннулировать билеты { $order } в { $number }
admin-asks-release = Снять удержание с { $order } в { $number }
admin-approval-by = Запросил(а) { $name }, { $when }
admin-approval-expires = ⏳ Действует до { $when } ({ $left })
admin-approval-expired = ⌛ Срок истёк, ничего не сделано.
admin-approval-approved = ✅ Одобрено: { $name }, { $when }
admin-approval-rejected = ❌ Отклонено: { $name }, { $when }
admin-approve = ✅ Одобрить
admin-reject = ❌ Отклонить
admin-approve-sure = <b>Выполнить именно это?</b>
admin-approve-yes = ✅ Да, одобрить
admin-publication-rules = 📜 Дней на получение: { $claim_days }, запасных мест: { $alternates }, выигрыши различаются по { $distinct ->
    [holder] игроку
   *[other] билету
}
admin-publication-beacon = 🔒 Маяк: { $kind } { $chain }…, не раньше чем через { $delay } с после закрытия

## Credits

admin-player = 👤 { $name } · { $username } · <code>{ $telegram_id }</code>
admin-credit-usage = Укажите игрока: <code>/credit 123456789</code>, <code>/credit @name</code> или <code>/credit TR-7K3Q-9ZP</code> (заказ). Если имя не находится, укажите Telegram id.
admin-credit-ask-wallet = На какой кошелёк?
admin-credit-ask-amount = Сколько? С валютой, например <code>50.00 TJS</code>; для монет и кредитов валюта не нужна.
admin-credit-ask-reason = Почему? Причина сохраняется, её увидит одобряющий.
admin-credit-amount = 💰 { $money }, кошелёк: { $wallet }
admin-credit-reason = 📝 { $reason }
admin-credit-sure = Это должен одобрить другой администратор.
admin-credit-request = Запросить { $money }
admin-credit-requested = Зачисление { $money } запрошено. Его одобряет другой администратор: /approvals

## Запросы с причиной

admin-close-usage = Назовите лотерею: <code>/close_lottery RF-1AVW-572</code>
admin-close-means = ⏹ Продажа заканчивается сейчас, разыгрывается проданное: { $sold ->
    [one] { $sold } билет
    [few] { $sold } билета
   *[other] { $sold } билетов
}.
admin-void-usage = Назовите заказ: <code>/void TR-7K3Q-9ZP</code>
admin-void-tickets = 🎟 Заказ { $order }: { $count ->
    [one] билет { $numbers }
   *[other] билеты { $numbers } ({ $count })
}
admin-void-means = 🕳 Номера остаются пустыми: их больше не продают и не разыгрывают.
admin-holds = <b>Удержано: { $total }</b>
admin-no-holds = Ничего не удержано.
admin-hold =
    ⏸ <b>{ $order }</b> · { $number } · 🎫 { $tickets }
    Удержал(а) { $name }, { $when }
    { $reason }
admin-hold-usage = Назовите заказ, когда продажа окончена: <code>/hold TR-7K3Q-9ZP</code>
admin-hold-prize = 🎁 Место { $position }, билет { $ticket }: { $money }
admin-hold-stands = ⏸ Удержано { $when }: { $reason }
admin-hold-sure = Список запечатан, билеты остаются в розыгрыше. Их выигрыш удерживается сразу; снять удержание могут двое.
admin-hold-it = ⏸ Удержать
admin-held = Удержано. /release снимает удержание вдвоём, /disqualify передаёт приз дальше.
admin-release-usage = Назовите заказ: <code>/release TR-7K3Q-9ZP</code>
admin-disqualify-usage = Укажите лотерею и выигрышный билет: <code>/disqualify RF-1AVW-572 12</code>
admin-disqualify-lottery = 🏆 { $number } · { $title }
admin-disqualify-prize = 🎁 Место { $position }, билет { $ticket }: { $money } переходит следующему запасному победителю
admin-disqualify-ground = 🔎 Учётная запись: { $ground ->
    [blocked] заблокирована
    [erased] удалена
    [country] в стране, где игра не предлагается
    [underage] игрок не достиг нужного возраста
   *[other] ничего не говорит против
}
admin-request-it = Запросить
admin-requested = Запрошено. Одобряет другой администратор: /approvals

## Cancelling

admin-cancel-usage = Укажите лотерею: <code>/cancel_lottery RF-1AVW-572</code>
admin-cancel-refund = 💸 Вернётся игрокам: { $money }
admin-cancel-ask-reason = Почему она отменяется?
admin-cancel-ask-number = ⚠️ Это нельзя отменить. Чтобы подтвердить, наберите номер: <code>{ $number }</code>
admin-cancel-other-number = Это другой номер; ничего не отменено. Наберите <code>{ $number }</code> или нажмите «Закрыть».
admin-cancelled-draft = Черновик { $number } удалён.
admin-cancelled-open = { $number } отменена; { $money } возвращается игрокам.

## Draws

critical-what = { $code ->
    [draw_inputs_differ] Розыгрыш остановлен: его записи противоречат друг другу
    [draw_result_differs] Розыгрыш остановлен: сохранённый результат отличается от вычисленного
    [close_figures_differ] Розыгрыш остановлен: записи, суммы и книга противоречат друг другу
    [software_differs] Лотерею нельзя закрыть: программа розыгрыша не та, что выпущена
    [beacon_invalid] Розыгрыш ждёт: значение маяка из другой цепочки или ложно
    [reveal_overdue] Розыгрыш не раскрыт за сутки, деньги возвращаются
    [late_publication] Запись о закрытии опубликована слишком поздно, деньги возвращаются
    [purchase_broken] Покупка прервалась и отклонена
   *[other] Произошло что-то непредвиденное
}
admin-critical = <b>Критические события: { $total }</b>
admin-no-critical = Ничего, что требовало бы внимания, не произошло.
admin-critical-event =
    🚨 <b>{ critical-what }</b>
    { $number } · { $when }
    { $said }
admin-draws = <b>Идут: { $total }</b>
admin-no-draws = Сейчас ничего не идёт.
admin-draw-sold = Продано { $sold } из { $total }
admin-draw-close = Запись о закрытии <code>{ $hash }…</code>
admin-draw-round = Раунд { $round }, ожидается { $when } ({ $left })
admin-draw-round-out = Раунд { $round } опубликован
admin-draw-trouble = ⚠️ <b>{ $trouble ->
    [halted] Остановлено: { $reason }
    [software_differs] Не закрыто: программа розыгрыша отличается от выпущенной ({ $reason })
    [close_late] Закрытие запаздывает
    [beacon_late] Значение маяка запаздывает
    [draw_late] Розыгрыш запаздывает
    [settlement_late] Расчёт запаздывает
   *[other] { $trouble }
}</b>

## Health

admin-health = <b>Состояние</b> · { $when }
admin-health-database = База данных
admin-health-valkey = Valkey
admin-health-outbox = Событий к отправке: { $count }, старейшему { $seconds } с
admin-health-deliveries = Уведомлений к отправке: { $count }, старейшему { $seconds } с
admin-health-publications = Записей для канала: { $count }, старейшей { $seconds } с
admin-health-failed = Неотправленных событий: { $count }
admin-health-critical = Критических событий за 24 часа: { $count }
admin-health-lease = Задача { $name }: до { $when }
admin-health-beacon = Маяк { $kind }, раунд { $round }
admin-health-beacon-away = Маяк не отвечает
admin-health-no-beacon = Маяк не настроен
admin-health-telegram = Telegram: в очереди обновлений: { $count }
admin-health-telegram-error = Последняя ошибка: { $error }
admin-health-telegram-away = Telegram не отвечает

## Admins

admin-admins = <b>Администраторы</b>
admin-admin = { $name } · <code>{ $telegram_id }</code> · { $roles }
admin-admin-disabled = { $name } · <code>{ $telegram_id }</code> · { $roles } · отключён
admin-admins-add = Добавить: <code>/admins 123456789</code> или <code>/admins @name</code>, после того как человек запустил бота.
admin-roles-of = Роли: <b>{ $name }</b> · <code>{ $telegram_id }</code>
admin-role = { $role ->
    [owner] владелец
    [manager] менеджер
    [finance] финансы
    [support] поддержка
    [auditor] аудитор
   *[other] { $role }
}
admin-owner-fixed = Этот владелец задан в настройках, здесь его убрать нельзя.

## Репетиция розыгрыша

admin-dryrun-usage = Напишите номер лотереи: <code>/dryrun RF-7K3Q-9ZP</code>. Её розыгрыш репетируется на проданных к этому времени билетах. Ничего не записывается.
admin-dryrun = 🧪 <b>РЕПЕТИЦИЯ</b>
    Ничего не записано. Тайное число и маяк созданы для неё и забыты: настоящий розыгрыш будет другим.
admin-dryrun-gross = Выручка { $money }
admin-dryrun-prize = 🏆 Приз { $position }: { $awarded } из { $places ->
    [one] { $places } места
    [few] { $places } мест
   *[other] { $places } мест
}, { $money }
admin-dryrun-more = … и ещё { $count ->
    [one] { $count } приз
    [few] { $count } приза
   *[other] { $count } призов
}
admin-dryrun-alternates = Запасные: { $drawn } из { $places }
admin-dryrun-unawarded = ⚠️ { $count ->
    [one] { $count } место не разыграно: для него не осталось билета
    [few] { $count } места не разыграны: для них не осталось билетов
   *[other] { $count } мест не разыграно: для них не осталось билетов
}
admin-dryrun-valid = ✅ Доказательство самой репетиции верно.
admin-dryrun-invalid = ❌ Доказательство самой репетиции неверно: <code>{ $field }</code> { $reason }
