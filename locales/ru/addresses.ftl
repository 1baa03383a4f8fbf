# Куда отправлять вещи игрока.

addresses-heading = 📍 <b>Адреса</b>

    Сюда отправляют призы-вещи. ⭐ предлагается первым.
addresses-none = 📍 <b>Адреса</b>

    Сохранённых адресов пока нет. Адрес нужен только для доставки приза.
addresses-full = { $maximum ->
    [one] Больше нельзя: хранится не более { $maximum } адреса.
   *[other] Больше нельзя: хранится не более { $maximum } адресов.
} Чтобы добавить другой, удалите ненужный.
addresses-line = { $mark ->
    [default] ⭐
   *[other] 📍
} { $address }
addresses-card = 📍 <b>Адрес</b>

    <blockquote>{ $address }</blockquote>
    { $mark ->
        [default] ⭐ Предлагается первым.
       *[other] Чтобы изменить адрес, добавьте его заново, а этот удалите.
    }
addresses-gone = 📍 Этого адреса в списке больше нет.
addresses-add = ➕ Новый адрес
addresses-make-default = ⭐ Предлагать первым
addresses-remove = 🗑 Удалить
addresses-remove-question = 🗑 <b>Удалить этот адрес?</b>

    <blockquote>{ $address }</blockquote>
    Приз, который вы просили отправить сюда, всё равно придёт сюда.
addresses-step = 📍 <b>Новый адрес</b> · { $step } из { $steps }
addresses-ask-recipient = 👤 Кто получит посылку? Напишите полное имя, как его спросит курьер.
addresses-ask-phone_number = 📞 По какому номеру звонить курьеру? Напишите его с плюсом и кодом страны, например +992 90 123 45 67.
addresses-ask-country = 🌍 Какая страна? Выберите или напишите название.
addresses-ask-region = 🗺 Какая область, край или штат?
addresses-ask-city = 🏙 Какой город, посёлок или село?
addresses-ask-line1 = 🏠 Улица, дом и квартира.
addresses-ask-line2 = 🚪 Что ещё поможет курьеру: подъезд, этаж, ориентир?
addresses-ask-postal_code = { $example ->
    [none] 📮 Почтовый индекс, если он есть.
   *[other] 📮 Почтовый индекс. В этой стране ({ $country }) он выглядит, например, так: { $example }.
}
addresses-now = Сейчас: <b>{ $value }</b>
addresses-keep = ➡️ Оставить как есть
addresses-skip = ⏭ Без этого
addresses-leave = ✖ Отмена
addresses-check = 📍 <b>Всё верно?</b>

    <blockquote>{ $address }</blockquote>
addresses-save = ✅ Сохранить
addresses-change = ✏️ { $field ->
    [recipient] Получатель
    [phone_number] Телефон
    [country] Страна
    [region] Регион
    [city] Город
    [line1] Улица
    [line2] Подробности
   *[postal_code] Индекс
}
