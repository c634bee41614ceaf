"""What every finding of a category must contain: harmless text is passed over without a closer look.

Every trigger begins with a literal character: the expression engine then skips from one candidate to the next, which
makes the passage over harmless text several times quicker.

A test draws matches from every pattern and checks that none escapes its triggers.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_TRIGGERS: Mapping[str, str] = MappingProxyType(
    {
        "religion": """
            教 信仰 信奉 皈依 改信 笃信 加入 徒 居士 信佛 信主 信神 信耶 信基 信道 拜佛 礼佛 吃斋 礼拜 弥撒
            诵经 念经 朝觐 祷告 神职 聚会点 布道 牧师 神父 修女 阿訇 毛拉 和尚 尼姑 比丘 道士 喇嘛 僧人 住持
            方丈 道长 长老 执事 受洗 洗礼 出家 剃度 穆斯林
            """,
        "gene": "基因 DNA 脱氧核糖 染色体 亲子鉴定 亲缘鉴定 遗传 生物学 STR",
        "fingerprint": "指纹 指印 掌纹 虹膜 声纹 静脉 人脸 面部 面容 刷脸 步态 生物识别 生物特征",
        "blood_type": "血 输 型Rh 型RH Rh RH 熊猫血",
        "disease": """
            病 症 癌 瘤 炎 结核 硬化 艾滋 HIV 乙肝 丙肝 高血压 糖尿 抑郁 焦虑 精神 癫痫 梅毒 新冠 中风 脑梗
            心梗 偏瘫 残疾 障碍 痴呆 骨折 诊断 体检报告 就诊 住院 门诊 用药 健康状 心理 手术 化疗 放疗 透析
            戒毒 核酸 身体状 伤残 级残 弱多 综合征 结石 溃疡 梗死 梗塞 出血 增生 突出 疝气 瘫痪 失明 失聪
            截肢 截瘫 聋哑 支架 搭桥 帕金森 阿尔茨 缺失 就医 出院 服药 血栓 后遗 酗酒 酒精 入院 服用 确诊
            感染史 接触史 密接
            """,
        "income": """
            收入 所得 薪 工资 奖金 退休金 养老金 来源 经济 财产 资产 挣 赚 每月 每年 月均 年均 打工 务工 务农
            打零工 种地
            """,
        "deposit": "存款 存折 储蓄 余额 零钱 活期 定期 账户 账号 银行 流水 明细 存单 存有 积蓄 对账单 卡",
        "securities": "股 基金 债 证券 期货 理财 信托 份额 持仓",
        "insurance": "险 保单 保额 保费 理赔 赔付 投保",
        "real_estate": "产 房 宅 别墅 车位 车库 土地使用权 商铺 公寓",
        "tax_amount": "税",
        "family_planning": """
            抚养费 超生 生育 怀孕 先孕 抢生 婚生 准生 划生 二胎 三胎 超怀 孕检 查环 上环 放环 取环 绝育 结扎
            独生子女 育龄 孕期 妊娠 流产 堕胎 引产 分娩 坐月子 哺乳期 产假
            """,
        "minor": "岁 未成年 某 × \\* 不满 学生 小学 初[一二三中] 高[一二三中] 中[学专] 年级 幼儿 孩 儿童 监护人",
        "public_security": """
            治安 拘留 公安 公[（(〔\\[] 殴 滋事 打架 斗 猥亵 偷窥 卖淫 嫖 毒 社区康复 派出所 砸坏 赌博 扰乱
            阻碍 妨害公务 盗窃 偷窃
            """,
        "speech": """
            言 谣 辱骂 诽谤 不实 虚假 过激 谩骂 攻击 抹黑 负面 不满 吐槽 侮辱 访 恶意 集会 游行 示威 静坐
            网络失信
            """,
        "criminal_record": "犯罪 前科 社区矫正 刑 曾因 拘役 管制",
        "score": "分 评级 排名 等级 星级 级别",
        "capacity": "行为能力 监护人 代理人 不能",
        "welfare": "低保 五保 特困 建档立卡 贫困 脱贫 救助 残疾补贴 低收入 失业 生活保障",
        "personal_number": " ".join(f"{digit}[0-9０-９]{{10}}" for digit in "0123456789０１２３４５６７８９"),
    }
)


def trigger(categories: Iterable[str]) -> re.Pattern[str]:
    """Join the triggers of categories into one expression."""
    words = dict.fromkeys(word for category in categories for word in _TRIGGERS[category].split())
    return re.compile("|".join(words))
