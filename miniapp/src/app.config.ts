export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/bookings/index',
    'pages/notices/index',
    'pages/me/index',
    'pages/desk/index',
  ],
  subPackages: [
    {
      root: 'sharing',
      pages: [
        'instruments/detail/index',
        'bookings/book/index',
        'bookings/checkout/index',
        'bookings/detail/index',
        'bookings/samples/index',
        'bookings/move/index',
        'bookings/review/index',
        'notices/preferences/index',
        'calendars/feeds/index',
        'searches/list/index',
        'searches/interests/index',
        'vouchers/list/index',
        'accounts/statement/index',
        'groups/detail/index',
        'identity/sign-in/index',
      ],
    },
    {
      root: 'monitoring',
      pages: [
        'bookings/deliver/index',
        'instruments/list/index',
        'instruments/terms/index',
        'instruments/run/index',
        'sensors/list/index',
      ],
    },
    {
      root: 'governance',
      pages: [
        'reviews/appeals/index',
        'vouchers/applications/index',
        'search/dictionary/index',
        'search/concept/index',
        'bulletins/list/index',
        'bulletins/detail/index',
      ],
    },
  ],
  // Pages change without sliding; a transform would also unfix bars and sheets while it runs.
  animation: false,
  window: {
    navigationBarTitleText: '大仪',
    navigationBarBackgroundColor: '#FFFFFF',
    navigationBarTextStyle: 'black',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    custom: true,
    color: '#43515D',
    selectedColor: '#0B5568',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '找仪器' },
      { pagePath: 'pages/bookings/index', text: '预约' },
      { pagePath: 'pages/desk/index', text: '机组' },
      { pagePath: 'pages/notices/index', text: '消息' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
});
