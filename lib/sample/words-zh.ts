import { list, type Vocabulary } from "./vocabulary.ts";

/** {good} 代表所买或所看的商品。 */
export const chinese: Vocabulary = {
  glue: ["，", "。", "，"],
  end: "。",
  phrases: {
    reseller: list(`
      整箱拿的，没有破损 / 能开发票，增值税专票 / 量大优惠，下次再谈 / 给店里补货 / 批发价还算合适 / 一次拿了三箱 /
      外箱都贴了货号，点货方便 / 走货快，利润可以 / 对公转账也方便 / 物流直接送到仓库`),
    replenisher: list(`
      无限回购 / 老样子，又买了 / 一直用这款{good} / 用完就补，家里常备 / 回购第五次了 / 配方千万别改 / 囤一瓶备着 /
      补充装更环保 / 跟上次买的一样 / 全家都习惯用这个`),
    "trend-browser": list(`
      被种草了，果断下单 / 上新就冲 / 颜色好百搭 / 博主同款{good} / 拍照超出片 / 这个配色太绝了 /
      收藏了好久终于买了 / 氛围感拉满 / 和我的小桌子很搭 / 刷到同款就买了`),
    "bargain-hunter": list(`
      凑单买的 / 满减之后很划算 / 买完就降价，申请保价了 / 零点抢到的券 / 等活动才入手 / 叠加优惠券真香 /
      不打折不会买 / 羊毛薅到了 / 顺手凑了个{good} / 比上次活动便宜`),
    steady: list(`
      发货快 / 实用 / 正好缺一个{good} / 尺寸跟描述一致 / 两天就到了 / 日常用足够 / 说明书很清楚 / 结实耐用 /
      客服回复及时 / 需要的时候就来买`),
    "gift-giver": list(`
      送妈妈的生日礼物 / 礼盒包装很体面 / 贺卡是手写的，很用心 / 送闺蜜，她很喜欢 / 直接寄到朋友家 /
      过节送人拿得出手 / 没有放价格单，贴心 / 丝带系得好看 / 送长辈很合适 / 纪念日礼物，{good}很惊喜`),
    bracketer: list(`
      偏小，建议拍大一码 / 有色差，退了 / 幸好有运费险 / M码和L码都拍了，留了L / 肩膀那里有点紧 / 三件退了两件 /
      上身效果一般 / 退款等了一个星期 / 袖子太长了 / 面料贴身显胖，已退`),
    "premium-loyal": list(`
      质感非常好 / 做工精细，走线整齐 / 一分价钱一分货 / 面料厚实柔软 / 细节处理到位 / 买了好几年了，品质稳定 /
      越用越有味道 / 看得出用料讲究 / 值得收藏的{good} / 提前购的安排很好`),
    "one-and-done": list(`
      还行 / 好评 / 收到了 / 一般吧 / 广告里看到的 / 可以 / 第一次买 / 凑合 / 没什么特别的 / 到了`),
    looker: list(`
      这两款有什么区别 / 值得买吗 / {good}还有别的颜色吗 / 和旧款比哪个好 / 包邮吗 / 什么时候补货 /
      有实体店可以看吗 / 纠结要不要买 / 多大的合适 / 运费怎么算`),
  },
  queries: {
    reseller: list(`
      {good} 整箱 / {good} 批发 / 开发票 / {good} 量大优惠 / 企业采购`),
    replenisher: list(`
      {good} 补充装 / {good} / 再来一单 / {good} 大瓶`),
    "trend-browser": list(`
      {good} 上新 / {good} 同款 / 百搭 {good} / ins风 {good} / 新品 / 氛围感 {good}`),
    "bargain-hunter": list(`
      {good} 优惠券 / 满减 凑单 / {good} 特价 / 清仓 / 9块9 {good} / 保价`),
    steady: list(`
      {good} / {good} 尺寸 / {good} 实用 / 耐用 {good}`),
    "gift-giver": list(`
      送妈妈 礼物 / {good} 礼盒 / 生日礼物 / 送长辈 / {good} 贺卡 / 纪念日礼物`),
    bracketer: list(`
      {good} 尺码表 / {good} 偏小吗 / {good} 评价 / 运费险 / 小个子 {good}`),
    "premium-loyal": list(`
      羊绒 {good} / {good} 手工 / 新系列 / 高端 {good} / 限量`),
    "one-and-done": list(`
      {good} / {good} 活动`),
    looker: list(`
      {good} 区别 / {good} 值得买吗 / {good} 对比 / {good} 测评 / {good} 哪个好`),
  },
  shared: list(`
    {good}不错 / 挺满意的 / 物流很快 / 包装严实 / 下次还来 / 质量可以 / 跟图片一样 / 推荐 / 谢谢店家 /
    快递员态度好 / {good}挺好的 / 性价比可以`),
  templates: list(`
    此用户没有填写评价 / 默认好评 / 宝贝很好，卖家服务态度好，发货快 / 系统默认五星好评`),
};
