# Честность и доказательства.

proof-heading = 🔍 <b>Честность: { $title }</b> · { $number }
proof-opened = <b>До первой продажи</b> ({ $when }, розыгрыш { $event })
proof-commit = server_commit <code>{ $commit }</code>
proof-rules = rules_hash <code>{ $hash }</code>
proof-beacon = маяк { $kind } <code>{ $chain }</code>
proof-closed = <b>При закрытии</b>
    close_hash <code>{ $hash }</code>
proof-voids = До этого { $count ->
    [one] аннулирован { $count } номер
    [few] аннулированы { $count } номера
   *[other] аннулировано { $count } номеров
}: void_root <code>{ $root }</code>
proof-not-closed = Запись о закрытии делается по окончании продажи; в ней назван раунд маяка.
proof-round = раунд { $round }, ожидается { $when }
proof-published = опубликовано в канале { $when }: { $url }
proof-randomness = <b>При розыгрыше</b>
    маяк <code>{ $value }</code>
proof-seed = server_seed <code>{ $seed }</code>
proof-halted = ⚠️ Розыгрыш приостановлен: сохранённый итог отличается от вычисленного. Ничего не выплачивается, пока не разберутся люди.
proof-cancelled = ↩️ { $reason ->
    [reveal_overdue] Секрет не раскрыт вовремя. Деньги возвращаются за все билеты.
    [late_publication] Запись о закрытии опубликована слишком поздно. Деньги возвращаются за все билеты.
    [no_entries] Не продано ни одного билета, розыгрыша не будет.
   *[other] Отменено до розыгрыша. Деньги возвращаются за все билеты.
}
proof-ask = 🔍 <b>Проверить розыгрыш</b>

    У каждого розыгрыша есть доказательство: что было зафиксировано до первой продажи, опечатанные билеты, открытое число и победители, которые из этого следуют. Любой может вычислить их заново.

    Пришлите proof.json (до { $megabytes } МБ) или напишите номер лотереи, например RF-7K3Q-9ZP.

    Этому чату можно не верить: <code>fairlot verify proof.json</code> делает то же на вашем компьютере, без сети.
proof-hint = Пришлите доказательство файлом или напишите номер лотереи.
proof-too-large = Файл больше { $megabytes } МБ. Проверьте его на компьютере: <code>fairlot verify proof.json</code>
proof-not-loaded = Не удалось получить файл из Telegram. Пришлите его ещё раз.
proof-unusable = ❌ <b>Это не доказательство, о котором можно судить</b>: { $reason }
proof-none-yet = { $state ->
    [cancelling] { $number }: лотерея отменена и не разыграна, поэтому доказательства нет.
    [cancelled] { $number }: лотерея отменена и не разыграна, поэтому доказательства нет.
   *[other] { $number }: розыгрыша ещё не было. Доказательство появится после него.
}
proof-of = 🔍 <b>{ $name }</b>
proof-step = { $step ->
    [1] Ровно те поля, что в спецификации
    [2] Запись о закрытии — та, что была опубликована
    [3] Тайное число — то, что зафиксировано до первой продажи
    [4] Число маяка относится к заранее названному раунду
    [5] Билеты — те, что были опечатаны
    [6] Исходные числа следуют из всего этого
    [7] Победители следуют из исходных чисел
   *[8] Каждое случайное слово учтено
}
proof-valid = ✅ <b>Верно.</b> Победители — те, что следуют из зафиксированного.
proof-invalid = ❌ <b>Неверно.</b> Первое поле, которое не сходится: <code>{ $field }</code>
    <code>{ $reason }</code>
proof-entries-hint = Список билетов лежит рядом, в entries.csv. Проверьте оба файла на компьютере: <code>fairlot verify proof.json entries.csv</code>
proof-verify-now = ✅ Проверить сейчас
proof-files = 📄 Файл доказательства
proof-file-caption = Проверить можно где угодно: fairlot verify proof.json
proof-entries-elsewhere = 📄 Список билетов больше { $megabytes } МБ — столько Telegram принимает от бота. Он лежит рядом с доказательством в приложении.
proof-another = 🔍 Ещё одно

path-usage = 🧭 <b>Участвует ли мой билет?</b>

    Напишите номер заказа или номер лотереи и одного из своих билетов:
    <code>/proof TR-7K3Q-9ZP</code>
    <code>/proof RF-7K3Q-9ZP 17</code>

    Или откройте 🎫 Мои билеты, выберите билет и нажмите «Путь».
path-found = ✅ <b>Ваши билеты есть в запечатанном списке</b> · { $number }

    🎫 Номера: { $numbers } · заказ { $order }
    Запись { $place } из { $count }: <code>{ $line }</code>
    лист <code>{ $leaf }</code>
    { $steps ->
        [one] { $steps } шаг вверх по дереву ведёт
        [few] { $steps } шага вверх по дереву ведут
       *[other] { $steps } шагов вверх по дереву ведут
    } к корню в записи о закрытии
    entry_root <code>{ $root }</code>
    close_hash <code>{ $close }</code>

    В файле каждый шаг и то, что показывает, что запись ваша.
path-button = 🧭 Путь
path-caption = 🧭 Путь вашей записи к запечатанному корню. По этому файлу видно, какая запись ваша: никому его не показывайте.

    Проверить на своём компьютере: <code>fairlot verify proof.json --path { $file }</code>

command-verify = Проверить розыгрыш
command-proof = Участвует ли мой билет?
