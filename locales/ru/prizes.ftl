# Что игрок выиграл и его выбор, если это вещь.

prizes-heading = 🎁 <b>Мои призы</b>
prizes-none = 🎁 <b>Мои призы</b>

    Вы пока ничего не выиграли. Когда выиграете, приз появится здесь, и придёт сообщение.
prizes-item = { $place }. <b>{ $title }</b> · { $value }
    { $raffle }
    { $state ->
        [pending] ⏳ подводятся итоги
        [payable] 💸 на пути в ваш кошелёк
        [claimable] 🎁 можно получить до { $when }
        [claimed] 📦 будет доставлен
        [paid] ✅ зачислен в ваш кошелёк
        [forfeited] ⛔ отозван
       *[expired] ⌛ не получен вовремя (до { $when })
    }
prizes-line = { $place }. { $state ->
    [pending] ⏳
    [payable] 💸
    [claimable] 🎁
    [claimed] 📦
    [paid] ✅
    [forfeited] ⛔
   *[expired] ⌛
} { $title }
prizes-title = 🎁 <b>{ $title }</b> · { $value }
prizes-money = Денежный приз
prizes-ticket = 🎫 Билет № { $number } · место { $position }
prizes-state = { $state ->
    [pending] ⏳ Итоги розыгрыша ещё подводятся. { $way ->
        [thing] Затем вы выберете, как получить этот приз.
       *[money] Затем деньги сами поступят в ваш кошелёк.
    }
    [paid] ▫️ Эта доля оказалась нулевой: продано слишком мало.
   *[payable] 💸 Деньги на пути в ваш кошелёк. Они поступят сами: делать ничего не нужно.
}
prizes-claimable = 🎁 <b>Он ваш.</b> До <b>{ $when }</b> ({ $countdown }) выберите: доставка или его стоимость деньгами. Потом получить его будет нельзя.
prizes-claimed = 📦 <b>Вы выбрали доставку</b> ({ $when }). Отправим по адресу:
    <blockquote>{ $address }</blockquote>
prizes-paid = { $way ->
    [thing] ✅ Вы взяли стоимость деньгами: <b>{ $value }</b> зачислено в ваш кошелёк ({ $when }).
   *[money] ✅ <b>{ $value }</b> зачислено в ваш кошелёк ({ $when }).
}
prizes-expired = ⌛ Срок получения этого приза закончился { $when }. Если вам что-то помешало, напишите в поддержку и назовите { $number }.
prizes-forfeited = ⛔ Этот приз отозван: двое сотрудников оператора установили, что вы не можете его выиграть. Если это ошибка, напишите в поддержку и назовите { $number }.
prizes-stepped-in = 🔁 Победитель его лишился, и вы получили приз как запасной победитель.
prizes-deliver = 📦 Доставить
prizes-take = 💰 Взять деньгами, { $value }
prizes-where-to = 📦 <b>{ $title }</b>

    { $saved ->
        [0] Куда отправить? У вас пока нет сохранённых адресов.
       *[other] Куда отправить? Выберите адрес. Это ещё не окончательно.
    }
prizes-before-delivery = 📦 <b>{ $title }</b>

    Отправим по адресу:
    <blockquote>{ $address }</blockquote>
    <b>Это окончательно.</b> Потом нельзя будет ни изменить адрес, ни взять стоимость деньгами.
prizes-before-cash = 💰 <b>{ $title }</b>

    <b>{ $value }</b> сразу поступит в ваш кошелёк, доставки не будет.

    <b>Это окончательно</b>: отменить нельзя.
prizes-confirm-delivery = ✅ Да, доставить сюда
prizes-confirm-cash = ✅ Взять { $value }
prizes-other-address = 📍 Другой адрес
prizes-open = 🎁 Мои призы
prizes-own = 🎁 Мой приз

command-prizes = Что вы выиграли
