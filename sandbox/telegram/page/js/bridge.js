// The messages between a mini-app in a frame and the client around it, as Telegram's web clients speak them:
// JSON strings {eventType, eventData}. Haptics and the like are ignored, as on a desktop.

const IGNORED = new Set(["web_app_trigger_haptic_feedback", "web_app_setup_closing_behavior", "web_app_setup_swipe_behavior", "web_app_expand"]);
const NOWHERE = { top: 0, right: 0, bottom: 0, left: 0 };

/** `host` is the panel: its methods are what a mini-app may ask for. Returns the function that ends the listening. */
export function listen(frame, host) {
  const receive = (event) => {
    if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
    let message;
    try {
      message = JSON.parse(event.data);
    } catch {
      return;
    }
    if (typeof message?.eventType === "string") handle(message.eventType, message.eventData ?? {}, host, reply);
  };
  // the frame's origin is the mini-app's own and changes with its address; what is sent holds no secret
  const reply = (eventType, eventData = {}) => frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  window.addEventListener("message", receive);
  return { reply, end: () => window.removeEventListener("message", receive) };
}

function handle(type, data, host, reply) {
  if (IGNORED.has(type)) {
    if (type === "web_app_expand") host.sendViewport();
    return undefined;
  }
  return HANDLERS[type]?.(data, host, reply);
}

const HANDLERS = {
  iframe_ready: (data, host) => host.sendTheme(),
  iframe_will_reload: () => undefined,
  web_app_ready: (data, host) => host.ready(),
  web_app_close: (data, host) => host.close(),
  web_app_request_theme: (data, host) => host.sendTheme(),
  web_app_request_viewport: (data, host) => host.sendViewport(),
  web_app_request_safe_area: (data, host, reply) => reply("safe_area_changed", NOWHERE),
  web_app_request_content_safe_area: (data, host, reply) => reply("content_safe_area_changed", NOWHERE),
  web_app_setup_main_button: (data, host) => host.setBottomButton("main", data),
  web_app_setup_secondary_button: (data, host) => host.setBottomButton("secondary", data),
  web_app_setup_back_button: (data, host) => host.setHeadButton("back", Boolean(data.is_visible)),
  web_app_setup_settings_button: (data, host) => host.setHeadButton("settings", Boolean(data.is_visible)),
  web_app_set_header_color: (data, host) => host.setHeaderColor(data),
  web_app_set_background_color: (data, host) => host.setBackgroundColor(data.color),
  web_app_set_bottom_bar_color: (data, host) => host.setBottomColor(data.color),
  web_app_open_link: (data, host) => host.openLink(data.url),
  web_app_open_tg_link: (data, host) => host.openTelegramLink(data.path_full),
  web_app_open_invoice: async (data, host, reply) => reply("invoice_closed", { slug: data.slug, status: await host.openInvoice(data.slug) }),
  web_app_open_popup: async (data, host, reply) => {
    const buttonId = await host.openPopup(data);
    reply("popup_closed", buttonId === undefined ? {} : { button_id: buttonId });
  },
  web_app_switch_inline_query: (data, host) => host.switchInline(data),
  web_app_request_phone: async (data, host, reply) => reply("phone_requested", { status: (await host.sharePhone()) ? "sent" : "cancelled" }),
  web_app_request_write_access: (data, host, reply) => reply("write_access_requested", { status: "allowed" }),
  web_app_read_text_from_clipboard: (data, host, reply) => reply("clipboard_text_received", { req_id: data.req_id, data: null }),
  web_app_invoke_custom_method: (data, host, reply) => reply("custom_method_invoked", { req_id: data.req_id, ...host.customMethod(data.method, data.params ?? {}) }),
  web_app_biometry_get_info: (data, host, reply) => reply("biometry_info_received", { available: false }),
  web_app_request_fullscreen: (data, host, reply) => reply("fullscreen_failed", { error: "UNSUPPORTED" }),
  web_app_check_home_screen: (data, host, reply) => reply("home_screen_checked", { status: "unsupported" }),
  web_app_open_scan_qr_popup: (data, host, reply) => reply("scan_qr_popup_closed"),
  web_app_send_prepared_message: async (data, host, reply) => {
    const error = await host.sharePrepared(data.id);
    reply(error ? "prepared_message_failed" : "prepared_message_sent", error ? { error } : {});
  },
  web_app_data_send: (data, host) => host.sendData(data.data),
};
