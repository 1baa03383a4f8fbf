# Что игроки позволяют себе.

limits-heading = 🛡 <b>Лимиты</b> · { $asset }
limits-about = Вы устанавливаете их для себя. Более низкий лимит действует сразу; более высокий или его снятие — через 24 часа и после второго подтверждения.
limits-nothing = 🛡 <b>Лимиты</b>

    Сейчас ничего не продаётся, и денег у вас нет. Вернитесь, когда будет что ограничивать.
limits-kind = { $kind ->
    [deposit] 📥 Пополнения
    [spend] 🎟 Траты
   *[net_loss] 📉 Проигрыш
}
limits-of-kind = <b>{ limits-kind }</b>
limits-none-of-kind = без лимита
limits-kind-about = { $kind ->
    [deposit] Сколько может поступить в ваш кошелёк.
    [spend] Сколько можно потратить на билеты, сколько бы вы ни выиграли.
   *[net_loss] Сколько можно проиграть: траты на билеты минус выигрыши.
}
limits-window = { $window_days ->
    [1] 24 часа
    [one] { $window_days } день
    [few] { $window_days } дня
   *[many] { $window_days } дней
}
limits-title = <b>{ limits-kind } · { limits-window }</b> · { $asset }
limits-free = { $window }: без лимита
limits-used = { $window }: { $used } из <b>{ $amount }</b>
limits-left = Ваш лимит: <b>{ $amount }</b>
    Использовано: { $used }
    Осталось сейчас: { $left }
limits-not-set = Лимит не установлен.
limits-no-limit = без лимита
limits-waits = ⏳ Вы запросили изменение: <b>{ $change }</b>. Пока вы его не подтвердите, действует нынешний лимит.
limits-waits-until = Подтвердить можно с { $when } ({ $countdown }).
limits-waits-now = Подтвердить можно уже сейчас.
limits-how-much = { $kind ->
    [deposit] Сколько самое большее может поступить?
    [spend] Сколько самое большее можно потратить?
   *[net_loss] Сколько самое большее можно проиграть?
} Напишите сумму ({ $asset }); 0 не разрешает ничего.
limits-hint = ⚠️ Это не сумма. Напишите её цифрами, например 100.
limits-hint-same = ⚠️ Такой лимит уже установлен.
limits-now = Сейчас: { $amount }
limits-new = Станет: <b>{ $amount }</b>
limits-at-once = Это подействует сразу. Чтобы потом поднять лимит, понадобятся 24 часа и второе подтверждение.
limits-later = ⏳ Придётся подождать: подтвердить можно с { $when }. До подтверждения действует нынешний лимит.
limits-set = ✅ Установить { $amount }
limits-ask = ⏳ Запросить: { $amount }
limits-confirm = ✅ Подтвердить: { $change }
limits-asked = Записано. Через 24 часа это можно подтвердить здесь.
limits-holds = Действует с этой минуты: { $amount }
limits-cancelled = Изменение отменено. Лимит остаётся прежним.
limits-open = 🛡 Мои лимиты
limits-first = ✏️ Установить лимит
limits-change = ✏️ Изменить
limits-remove = 🗑 Снять
limits-cancel = ✖️ Отменить изменение
limits-other = ✏️ Другая сумма

command-limits = Лимиты на пополнения, траты и проигрыш
