/**
 * The closed list of what can go wrong, as outside programs see it (RFC 9457). `code` is stable;
 * words may be bettered. Fact first, then what to do.
 */
export const problems = {
  'request.malformed': [
    400,
    '请求读不懂，请检查格式。',
    'The request could not be read; check its format.',
  ],
  'request.invalid': [
    400,
    '有几项填得不对，请按提示改。',
    'Some fields are not right; see each one.',
  ],
  'request.too_large': [413, '内容太大，请减小后再发。', 'The content is too large; send less.'],
  'request.unsupported_media': [415, '不接受这种内容格式。', 'This content type is not accepted.'],
  'request.method_not_allowed': [
    405,
    '这个地址不接受这种操作。',
    'This address does not take that method.',
  ],
  'request.cursor_invalid': [
    400,
    '翻页标记失效，请从头列出。',
    'The page cursor is not valid; start from the first page.',
  ],
  'request.stale': [
    412,
    '内容已被别人改过，请看新内容再改。',
    'Someone changed this meanwhile; look at the new state first.',
  ],
  'request.rate_limited': [429, '请求太密，请稍后再试。', 'Too many requests; try again later.'],
  'idempotency.key_missing': [
    400,
    '缺少 Idempotency-Key 请求头。',
    'The Idempotency-Key header is missing.',
  ],
  'idempotency.key_invalid': [
    400,
    'Idempotency-Key 须为 8 到 100 个可见字符。',
    'Idempotency-Key must have 8 to 100 visible characters.',
  ],
  'idempotency.body_differs': [
    422,
    '同一个 Idempotency-Key 已用于别的内容。',
    'This Idempotency-Key was used with another body.',
  ],
  'auth.required': [401, '请先登录。', 'Sign in first.'],
  'auth.token_invalid': [401, '登录已失效，请重新登录。', 'Your sign-in has ended; sign in again.'],
  'auth.provider_unavailable': [
    422,
    '这里没有开通这种登录方式。',
    'This way to sign in is not available here.',
  ],
  'auth.persona_unknown': [422, '没有这个演示身份。', 'There is no such demo persona.'],
  'sensor.not_found': [404, '没有找到这个传感器。', 'There is no such sensor.'],
  'sensor.code_taken': [
    409,
    '这个编号已有设备在用。',
    'A device with this code is in use already.',
  ],
  'sensor.topic_taken': [
    409,
    '这个主题已有设备在用。',
    'A device with this topic is in use already.',
  ],
  'sensor.instrument_taken': [
    409,
    '这台仪器已装有传感器，请先解绑。',
    'This instrument has a sensor already; unbind that one first.',
  ],
  'sensor.no_key': [
    409,
    '它由网关代发，没有自己的密钥。',
    'Its gateway speaks for it; it has no key of its own.',
  ],
  'sensor.key_invalid': [
    401,
    '设备密钥不对或已停用。',
    'The device key is wrong or no longer in use.',
  ],
  'access.forbidden': [403, '您的身份不能做这件事。', 'Your role cannot do this.'],
  'resource.not_found': [404, '没有找到，可能已被移走。', 'Not found; it may have been moved.'],
  'instrument.not_found': [404, '没有找到这台仪器。', 'There is no such instrument.'],
  'concept.not_found': [404, '词典里没有这一类。', 'The dictionary has no such kind.'],
  'concept.id_taken': [409, '这个编号已有一类在用。', 'Another kind has this id.'],
  'wish.not_found': [404, '没有找到这条愿望。', 'There is no such wish.'],
  'wish.answered': [409, '这条愿望已经答复过。', 'This wish has been answered.'],
  'wish.too_many': [
    422,
    '一天最多留 20 条愿望，请明天再来。',
    'At most 20 wishes a day; come again tomorrow.',
  ],
  'check_in.not_found': [
    404,
    '今天没有这个码的预约，请核对后再输。',
    'No booking of today has this code; check it and type it again.',
  ],
  'check_in.wrong_code': [
    422,
    '这不是这台仪器的码，请扫仪器上的标签。',
    'That is not this instrument’s code; scan the label on it.',
  ],
  'rules.no_second_person': [
    422,
    '机组只有一人，没有人能复核结果。请先加人，或不开复核。',
    'The crew has one person, so nobody could check results. Add someone, or leave the check off.',
  ],
  'price_list.not_found': [404, '没有找到这份价格。', 'There is no such price list.'],
  'price_list.in_the_past': [
    422,
    '已经生效的价格改不了，请另设从今天或以后起的价格。',
    'Prices that hold already stay; set new ones from today or later.',
  ],
  'price_list.day_taken': [
    409,
    '那天已有另一份价格开始生效，请换一天，或先撤回那份。',
    'Other prices begin on that day; choose another day or withdraw those first.',
  ],
  'test_item.not_found': [422, '没有这个测试项目。', 'There is no such test item.'],
  'instrument.not_bookable': [
    422,
    '这台仪器现在不接受预约。',
    'This instrument takes no bookings now.',
  ],
  'calendar.range_invalid': [422, '日期范围须为 1 到 62 天。', 'The range must span 1 to 62 days.'],
  'booking.not_found': [404, '没有找到这个预约。', 'There is no such booking.'],
  'booking.rules_broken': [
    422,
    '这次预约不合规则，请按提示改。',
    'This booking breaks rules; see each one.',
  ],
  'booking.slot_taken': [409, '这段时间刚被别人占用。', 'This slot was just taken.'],
  'booking.state_conflict': [
    409,
    '预约的状态已变，现在不能这样做。',
    'The booking has moved on; this cannot be done now.',
  ],
  'monitoring.no_sensor': [
    404,
    '这台仪器没有装电流传感器。',
    'This instrument has no current sensor.',
  ],
  'monitoring.span_too_long': [
    422,
    '时间跨度太长，请缩短后再查。',
    'The span is too long; ask for less at once.',
  ],
  'monitoring.span_unread': [
    422,
    '这段时间没有读数，无法据此更正。',
    'There are no readings in that span to correct.',
  ],
  'monitoring.correction_not_found': [404, '没有找到这条更正。', 'There is no such correction.'],
  'monitoring.alarm_not_found': [404, '没有找到这条告警。', 'There is no such alarm.'],
  'monitoring.note_not_found': [404, '没有找到这条交接。', 'There is no such handover note.'],
  'bulletin.not_found': [404, '没有找到这期通报。', 'There is no such bulletin.'],
  'bulletin.item_not_found': [404, '这期通报里没有这一项。', 'This bulletin has no such item.'],
  'bulletin.period_not_over': [
    422,
    '这两个月还没有结束，结束后才能生成通报。',
    'These two months are not over yet; a bulletin is made after them.',
  ],
  'bulletin.nothing_read': [
    422,
    '这段时间本地区没有仪器装有传感器，没有可通报的读数。',
    'No instrument of this region had a sensor in that time, so there is nothing to report.',
  ],
  'bulletin.published': [
    409,
    '这期通报已经发布，不能再改。',
    'This bulletin is published and cannot be changed any more.',
  ],
  'bulletin.nothing_asked': [422, '这一项不需要答复。', 'This item asks for no answer.'],
  'booking.station_in_use': [
    409,
    '这个工位上一次使用还没结束，先结束那一次。',
    'The last use of this station has not ended; end that one first.',
  ],
  'booking.time_of_others': [
    409,
    '到预约开始之前，这段时间是别人的，不能提前开始。',
    'Until the booking begins the time is another’s; it cannot be started early.',
  ],
  'booking.start_too_early': [
    409,
    '预约开始前 1 小时内才能开始。',
    'Use begins at most 1 hour before the booked time.',
  ],
  'booking.hold_expired': [
    409,
    '占用已到时放开，没有扣款。',
    'Your hold ended and nothing was charged.',
  ],
  'booking.nothing_due': [409, '这个预约没有要付的钱。', 'Nothing is due on this booking.'],
  'booking.payment_due': [
    409,
    '还有差额没有付，请先补付。',
    'A difference is still due; pay it first.',
  ],
  'booking.bill_higher': [
    422,
    '处理后的金额不能高于现在的金额。',
    'The new bill must not be higher than the present one.',
  ],
  'booking.move_refused': [409, '这个预约现在不能改期。', 'This booking cannot be moved now.'],
  'booking.owner_unknown': [
    422,
    '没有找到要代为预约的人。',
    'There is no such person to book for.',
  ],
  'block.not_found': [404, '没有找到这段停用时间。', 'There is no such block.'],
  'block.too_much': [
    422,
    '一次停用的时间太多，请分几次。',
    'That is too much time for one block; make several.',
  ],
  'block.not_on_cells': [
    422,
    '停用时间须落在每 15 分钟一格上，且不早于现在。',
    'A block must lie on a grid of 15 minutes and not begin in the past.',
  ],
  'booking.times_invalid': [
    422,
    '实际时间须为先开始后结束，且不晚于现在。',
    'Actual times must run forward and not lie in the future.',
  ],
  'payment.parts_mismatch': [
    422,
    '各项付款加起来须等于应付金额。',
    'The parts must add up to the amount due.',
  ],
  'payment.balance_short': [422, '预付账户余额不够。', 'The prepaid account does not hold enough.'],
  'payment.channel_unavailable': [
    422,
    '现在不能用这种付款方式。',
    'This way of paying is not available.',
  ],
  'payment.credit_short': [
    422,
    '超过了单位给的记账额度。',
    'More than the credit this unit grants.',
  ],
  'payment.nothing_to_waive': [
    409,
    '没有可以退的费用，可能已经退过。',
    'No fee was kept, or it was waived already.',
  ],
  'group.not_found': [404, '没有找到这个课题组。', 'There is no such group.'],
  'group.person_unknown': [
    422,
    '没有找到这个人。请核对对方验证过的邮箱，或请对方在“我的”里复制编号给您。',
    'Nobody was found. Check the e-mail address they verified, or ask for the number on their Me page.',
  ],
  'group.person_unclear': [
    409,
    '有几个人用这个邮箱，请改用编号添加。',
    'Several people share this address; add them by number.',
  ],
  'group.already_member': [409, '已经在课题组里。', 'They are in the group already.'],
  'group.member_not_found': [404, '课题组里没有这个人。', 'There is no such member.'],
  'group.head_stays': [409, '负责人不能移出自己的课题组。', 'The head of a group cannot leave it.'],
  'group.left': [
    403,
    '预约人已不在这个课题组，不能再用它的经费。请放开这个时段，另选付款方重新预约。',
    'Who booked is no longer in this group, so its money cannot pay. Let this slot go and book it with another payer.',
  ],
  'account.not_found': [404, '没有找到这个账户。', 'There is no such account.'],
  'payer.not_found': [404, '没有找到这个付款方。', 'There is no such payer.'],
  'bank_transfer.not_found': [404, '没有找到这笔来款。', 'There is no such bank transfer.'],
  'bank_transfer.reference_taken': [
    409,
    '这个银行流水号已经登记过。',
    'This bank reference was recorded before.',
  ],
  'bank_transfer.reconciled': [
    409,
    '这笔来款已经入账。',
    'This bank transfer was reconciled already.',
  ],
  'voucher.not_found': [404, '没有找到这张创新券。', 'There is no such voucher.'],
  'voucher.not_applicable': [
    422,
    '这张创新券不能用于这次预约。',
    'This voucher cannot pay for this booking.',
  ],
  'voucher.above_share': [422, '超过了这张券可抵的金额。', 'More than this voucher may pay.'],
  'voucher.balance_short': [422, '创新券余额不够。', 'The voucher does not hold enough.'],
  'voucher.cap_reached': [
    422,
    '超过了企业当年可用的创新券总额。',
    'More than your company may spend of these vouchers this year.',
  ],
  'voucher.programme_ended': [
    422,
    '这个创新券项目现在不能发放。',
    'This voucher programme grants nothing now.',
  ],
  'voucher.programme_not_found': [
    404,
    '没有找到这个创新券项目。',
    'There is no such voucher programme.',
  ],
  'voucher.above_year_cap': [
    422,
    '超过了企业当年还能申领的额度。',
    'More than your company may still be granted this year.',
  ],
  'voucher.company_not_eligible': [
    422,
    '企业不在这个创新券项目的地区。',
    'Your company is not in the region of this programme.',
  ],
  'voucher.service_not_covered': [
    422,
    '这个创新券项目不支持这类服务。',
    'This programme does not pay for this kind of service.',
  ],
  'voucher.application_not_found': [404, '没有找到这份申请。', 'There is no such application.'],
  'voucher.application_open': [
    409,
    '企业在这个项目已有一份申请在办，请等结果或先撤回。',
    'Your company has an open application there; wait for its decision or withdraw it.',
  ],
  'voucher.application_decided': [
    409,
    '这份申请已经办结或撤回。',
    'This application was decided or withdrawn already.',
  ],
  'voucher.above_asked': [422, '批准额不能超过申请额。', 'No more than was asked for.'],
  'voucher.above_application_cap': [
    422,
    '超过了单次申领的上限。',
    'More than one application may ask for.',
  ],
  'result.file_missing': [422, '请至少附上一个文件。', 'Attach at least one file.'],
  'result.file_name_invalid': [
    422,
    '文件名不能含有路径或控制字符。',
    'A file name must hold no path or control characters.',
  ],
  'result.not_found': [404, '没有找到这份结果。', 'There is no such result.'],
  'result.own_check': [
    403,
    '复核须由交付人以外的机组人员做。',
    'Someone of the crew other than who delivered it must check it.',
  ],
  'result.alone_reason': [
    422,
    '机组里没有别人能复核，请写明为何放行。',
    'Nobody else of the crew can check it; say why it is released.',
  ],
  'result.scan_pending': [
    409,
    '文件还在查毒，请稍后再取。',
    'The file is still being checked for viruses; try again shortly.',
  ],
  'result.infected': [
    409,
    '文件查出病毒，不能下载。已告知机组。',
    'A virus was found in this file; it cannot be fetched. The crew has been told.',
  ],
  'result.no_preview': [
    422,
    '这个文件不能预览，请下载。',
    'This file cannot be shown here; download it.',
  ],
  'result.files_removed': [
    410,
    '文件已过保存期，只留记录。',
    'The file is past its keeping time; only its record remains.',
  ],
  'upload.not_found': [404, '没有找到这次上传。', 'There is no such upload.'],
  'upload.expired': [
    410,
    '这次上传已过期，请重新上传。',
    'This upload has expired; start it again.',
  ],
  'upload.too_large': [413, '文件超过了允许的大小。', 'The file is larger than allowed.'],
  'upload.offset_conflict': [
    409,
    '接续的位置不对，请从已收到的位置继续。',
    'Go on from where the server stands.',
  ],
  'upload.hash_mismatch': [
    422,
    '文件在传送中变了，与声明的 SHA-256 不符，请重新上传。',
    'The file is not what its SHA-256 says; upload it again.',
  ],
  'upload.hash_invalid': [
    422,
    'SHA-256 须为 64 位十六进制数。',
    'A SHA-256 has 64 hexadecimal digits.',
  ],
  'upload.incomplete': [
    422,
    '有文件还没有传完，请传完再交付。',
    'A file has not arrived whole yet; finish its upload first.',
  ],
  'upload.used': [409, '这个文件已经交付过。', 'This upload has been delivered already.'],
  'upload.busy': [
    423,
    '这个文件正在由另一个连接传送，请稍候。',
    'Another connection is sending this file; wait a moment.',
  ],
  'upload.too_many': [
    422,
    '没传完的文件太多，请先传完或去掉一些。',
    'Too many uploads are open; finish or drop some.',
  ],
  'upload.protocol_unknown': [412, '上传须用 tus 1.0.0 协议。', 'Uploads speak tus 1.0.0.'],
  'download.range_invalid': [
    416,
    '要取的范围超出了文件。',
    'The wanted range lies outside the file.',
  ],
  'download.link_expired': [
    404,
    '下载链接已失效，请重新获取。',
    'This download link has ended; ask for a new one.',
  ],
  'review.already_written': [409, '这个预约已经评价过。', 'This booking has been reviewed.'],
  'review.too_late': [
    422,
    '评价须在完成后 90 天内。',
    'A review is due within 90 days of completion.',
  ],
  'review.too_long': [
    422,
    '最多写 240 个字，一个表情算一个字。',
    'At most 240 characters; an emoji counts as one.',
  ],
  'review.not_found': [404, '没有找到这条评价。', 'There is no such review.'],
  'review.already_replied': [409, '机组已经回复过。', 'The crew has replied already.'],
  'review.state_conflict': [
    409,
    '这条评价的状态已变，现在不能这样做。',
    'The review has moved on; this cannot be done now.',
  ],
  'review.reason_required': [
    422,
    '有 2 分及以下时请写明原因。',
    'A score of 2 or less needs a reason.',
  ],
  'saved_search.not_found': [404, '没有找到这个已存搜索。', 'There is no such saved search.'],
  'saved_search.too_many': [
    422,
    '最多存 30 个搜索，请先删掉不用的。',
    'At most 30 searches can be saved; delete one first.',
  ],
  'saved_search.empty': [
    422,
    '先输入要找的，或选一个筛选，再存。',
    'Type something or choose a filter first, then save.',
  ],
  'feed.not_found': [
    404,
    '这个日历地址已停用或不存在。',
    'This calendar address is off or was never there.',
  ],
  'feed.no_crew': [
    422,
    '您不在任何机组，没有机组日历。',
    'You are in no crew, so there is no crew calendar.',
  ],
  'booking.no_time': [422, '这个预约还没有排机时。', 'This booking has no machine time yet.'],
  'channel.unavailable': [
    422,
    '这里没有开通这种通知方式。',
    'This way of notifying is not set up here.',
  ],
  'email.code_wrong': [
    422,
    '验证码不对，请再看一眼邮件。',
    'That is not the code; look at the mail again.',
  ],
  'email.code_expired': [
    422,
    '验证码已失效，请重新发送。',
    'The code has ended; ask for a new one.',
  ],
  'alipay.link_refused': [
    422,
    '支付宝没有确认这次授权，请再试一次。',
    'Alipay did not confirm this consent; try again.',
  ],
  'server.unavailable': [
    503,
    '系统暂时连不上，请稍后再试。您的内容没有丢。',
    'A part of the system is away; try again shortly. Nothing was lost.',
  ],
  'server.internal': [
    500,
    '系统出错了，已经记下。请稍后再试。',
    'Something failed on our side and was recorded. Try again later.',
  ],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>;

export type ProblemCode = keyof typeof problems;

/** Rules a booking can break, each judged on its own; all broken ones are listed in one answer. */
export const brokenRules = {
  'booking.outside_hours': [
    '不在开放时间内。开放时间：{hours}。',
    'Outside opening hours ({hours}).',
  ],
  'booking.closed_day': ['{date} 不开放。', 'Closed on {date}.'],
  'booking.holiday': ['{date} {name}放假，不开放。', 'Closed on {date}, a public holiday.'],
  'booking.off_grid': [
    '起止时间须落在每 {minutes} 分钟一格上。',
    'Start and end must lie on a grid of {minutes} minutes.',
  ],
  'booking.too_short': ['一次至少 {length}。', 'At least {length} at a time.'],
  'booking.too_long': ['一次最多 {length}。', 'At most {length} at a time.'],
  'booking.too_soon': ['至少提前 {hours} 小时。', 'At least {hours} hours ahead.'],
  'booking.too_far': ['最多提前 {days} 天。', 'At most {days} days ahead.'],
  'booking.user_kind_refused': ['这台仪器不对您的身份开放。', 'Not open to your kind of user.'],
  'booking.not_bookable': ['这台仪器现在不接受预约。', 'This instrument takes no bookings now.'],
  'booking.kind_refused': [
    '这台仪器不接受这种预约。',
    'This instrument does not take this kind of booking.',
  ],
  'booking.no_price': [
    '这台仪器对您的身份还没有定价。',
    'There is no price for your kind of user yet.',
  ],
  'booking.too_many_holds': [
    '同时最多占用 {count} 个时段。',
    'At most {count} slots can be held at once.',
  ],
  'booking.cooling_down': [
    '刚放掉这个时段，{minutes} 分钟内不能再占。',
    'You let this slot expire; it cannot be held again for {minutes} minutes.',
  ],
  'booking.quota_user_day': ['每人每天最多 {amount}。', 'At most {amount} a day for each person.'],
  'booking.quota_user_week': [
    '每人每周最多 {amount}。',
    'At most {amount} a week for each person.',
  ],
  'booking.quota_user_month': [
    '每人每月最多 {amount}。',
    'At most {amount} a month for each person.',
  ],
  'booking.quota_user_open': [
    '每人未完成的预约最多 {amount}。',
    'At most {amount} open at once for each person.',
  ],
  'booking.quota_group_day': [
    '每个课题组每天最多 {amount}。',
    'At most {amount} a day for each group.',
  ],
  'booking.quota_group_week': [
    '每个课题组每周最多 {amount}。',
    'At most {amount} a week for each group.',
  ],
  'booking.quota_group_month': [
    '每个课题组每月最多 {amount}。',
    'At most {amount} a month for each group.',
  ],
  'booking.quota_group_open': [
    '每个课题组未完成的预约最多 {amount}。',
    'At most {amount} open at once for each group.',
  ],
  'booking.move_needs_consent': [
    '已获同意的预约不能自己改期或延长，请联系机组，或另约一段时间。',
    'What others agreed to you cannot move or extend alone; ask the crew, or book another time.',
  ],
  'booking.too_late_to_move': [
    '已过免费取消的时限，不能自己改期。',
    'Past the free-cancel limit; you cannot move it yourself.',
  ],
  'booking.member_limit': [
    '超出您在课题组的本月限额：限 {limit}，已用 {used}，这次要 {wanted}。请课题组负责人调高限额，或缩短时间、另选付款方。',
    'Over your limit in the group this month: {limit} allowed, {used} used, {wanted} wanted. Ask the head of the group for more, book less, or choose another payer.',
  ],
  'booking.owner_limit': [
    '超出预约人在课题组的本月限额。请课题组负责人调高限额，或缩短时间、另选付款方。',
    'Over the booker’s limit in their group this month. Ask the head of the group for more, book less, or choose another payer.',
  ],
  'booking.charge_to_refused': [
    '您不能记在这个课题组或企业名下。',
    'You cannot charge this group or company.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** What can be wrong with one field of a request. */
export const fieldErrors = {
  'field.required': ['须填写。', 'Required.'],
  'field.unknown': ['没有这个字段。', 'Unknown field.'],
  'field.wrong_type': ['类型不对，应为 {expected}。', 'Wrong type; expected {expected}.'],
  'field.bad_format': ['格式不对。', 'Wrong format.'],
  'field.not_allowed': ['不在可选的值里：{options}。', 'Not one of {options}.'],
  'field.too_small': ['太小或太短，至少 {limit}。', 'Too small or too short; at least {limit}.'],
  'field.too_big': ['太大或太长，最多 {limit}。', 'Too large or too long; at most {limit}.'],
  'field.out_of_range': ['超出允许的范围。', 'Out of range.'],
  'field.expected': ['应为 {expected}。', 'Expected {expected}.'],
  'field.order': ['结束须晚于开始。', 'The end must be after the start.'],
  'field.overlap': ['与另一段重叠。', 'Overlaps another one.'],
  'field.off_grid': ['须是时间格的整数倍。', 'Must be a whole number of slots.'],
  'field.duplicate': ['重复了。', 'Given twice.'],
  'field.unknown_class': ['没有这个三级分类代码。', 'No class of the third level has this code.'],
  'field.unknown_concept': ['词典里没有这一类。', 'The dictionary has no such kind.'],
  'field.itself': ['不能是它自己。', 'It cannot be itself.'],
  'field.control_characters': ['含有看不见的字符。', 'Holds characters that cannot be seen.'],
  'field.separator': ['不能含有 ; 和 |，请分成几条。', 'Without ; and |; make several of it.'],
  'field.no_letters': ['须含有文字或数字。', 'Letters or digits are needed.'],
  'field.invalid': ['填得不对。', 'Not valid.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type FieldErrorCode = keyof typeof fieldErrors;
export type BrokenRuleCode = keyof typeof brokenRules;
export type Language = 'zh-CN' | 'en';

/** Fills `{name}` in a sentence. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}

/** The sentence of a problem in the reader's language. */
export function wordsOf(code: ProblemCode, language: Language): string {
  return problems[code][language === 'en' ? 2 : 1];
}
