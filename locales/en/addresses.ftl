# Where a player's things are sent.

addresses-heading = 📍 <b>Addresses</b>

    Prizes that are things go here. ⭐ is offered first.
addresses-none = 📍 <b>Addresses</b>

    You have not saved an address yet. It is needed only to have a prize delivered.
addresses-full = { $maximum ->
    [one] That is all: you can keep { $maximum } address.
   *[other] That is all: you can keep { $maximum } addresses.
} Remove one to add another.
addresses-line = { $mark ->
    [default] ⭐
   *[other] 📍
} { $address }
addresses-card = 📍 <b>Address</b>

    <blockquote>{ $address }</blockquote>
    { $mark ->
        [default] ⭐ This one is offered first.
       *[other] To change it, add it anew and remove this one.
    }
addresses-gone = 📍 This address is no longer in your list.
addresses-add = ➕ New address
addresses-make-default = ⭐ Offer it first
addresses-remove = 🗑 Remove it
addresses-remove-question = 🗑 <b>Remove this address?</b>

    <blockquote>{ $address }</blockquote>
    A prize that you had sent there still goes there.
addresses-step = 📍 <b>New address</b> · { $step } of { $steps }
addresses-ask-recipient = 👤 Who receives the parcel? Type the full name as the courier needs it.
addresses-ask-phone_number = 📞 Which phone number can the courier call? Type it with a plus and the country code, for example +992 90 123 45 67.
addresses-ask-country = 🌍 Which country? Choose it, or type its name.
addresses-ask-region = 🗺 Which region, state or province?
addresses-ask-city = 🏙 Which city, town or village?
addresses-ask-line1 = 🏠 Street, house and flat.
addresses-ask-line2 = 🚪 What else helps the courier: entrance, floor, a landmark?
addresses-ask-postal_code = { $example ->
    [none] 📮 Postal code, if there is one.
   *[other] 📮 Postal code, written as in { $country }, for example { $example }.
}
addresses-now = Until now: <b>{ $value }</b>
addresses-keep = ➡️ Leave it as it is
addresses-skip = ⏭ Without it
addresses-leave = ✖ Cancel
addresses-check = 📍 <b>Is everything right?</b>

    <blockquote>{ $address }</blockquote>
addresses-save = ✅ Save
addresses-change = ✏️ { $field ->
    [recipient] Recipient
    [phone_number] Phone
    [country] Country
    [region] Region
    [city] City
    [line1] Street
    [line2] Details
   *[postal_code] Postal code
}
