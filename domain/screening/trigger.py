"""What every finding of a category must contain: harmless text is passed over without a closer look.

A test draws matches from every pattern and checks that none escapes its triggers.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

TRIGGERS: Mapping[str, str] = MappingProxyType(
    {
        "religion": "信仰|信奉|皈依|改信|笃信|信教|加入|教徒|信徒|教友|居士|信众|家庭|宗教|牧师|神父|修女|阿訇|毛拉|和尚|尼姑|比丘"
        "|道士|喇嘛|僧人|住持|方丈|道长|长老|执事|受洗|洗礼|出家|剃度|穆斯林|佛教|道教|伊斯兰教|基督教|天主教"
        "|东正教|犹太教|新教|摩门教",
        "gene": "基因|DNA|脱氧核糖|染色体|亲子鉴定|亲缘鉴定|遗传",
        "fingerprint": "指纹|掌纹|虹膜|声纹|人脸|面部|生物识别|生物特征",
        "blood_type": "血型|型血|型Rh|型RH|Rh|RH|熊猫血",
        "disease": "病|症|癌|瘤|炎|结核|硬化|艾滋|HIV|乙肝|丙肝|高血压|糖尿|抑郁|焦虑|精神|癫痫|梅毒|新冠|中风"
        "|脑梗|心梗|偏瘫|残疾|障碍|痴呆|骨折|诊断证明|体检报告|就诊|住院|门诊|用药|健康状|心理|手术|化疗|放疗|透析|戒毒|尘肺"
        "|核酸|身体状|伤残|级残|弱多",
        "income": "收入|所得|薪|工资|奖金|退休金|养老金|来源|经济|财产|资产",
        "deposit": "存款|存折|储蓄|余额|零钱通|活期|定期|账户|账号|银行|流水|明细|存单",
        "securities": "股票|基金|债|证券|期货|理财|信托|原始股|持仓",
        "insurance": "险|保单|保额|保费|理赔|赔付|投保",
        "real_estate": "产|房|宅|别墅|车位|土地使用权|商铺|公寓|门面",
        "tax_amount": "税",
        "family_planning": "抚养费|超生|生育|怀孕|先孕|[抢婚准划]生|[二三]胎|超怀|孕检|查环|[上放取]环|绝育|结扎"
        "|准生证|独生子女|育龄|孕期|妊娠|流产|堕胎|引产|哺乳期|产假",
        "minor": "岁|未成年|某|×|\\*|不满|学|幼儿|孩|儿童",
        "public_security": "治安|拘留|公安|公[（(〔\\[]|殴|滋事|斗|猥亵|偷窥|卖淫|嫖|毒|赌博"
        "|扰乱|阻碍|妨害公务|盗窃|偷窃",
        "speech": "言|谣|造谣|辱骂|诽谤|不实|虚假|过激|谩骂|攻击|抹黑|负面|不满|吐槽|侮辱|访|投诉"
        "|举报|集会|游行|示威|静坐",
        "criminal_record": "犯罪|前科|社区矫正|刑|缓刑|服刑|曾因|拘役|管制",
        "score": "分|评级|排名|等级|星级|级别",
        "capacity": "行为能力|监护人|代理人|不能",
        "welfare": "低保|五保|特困|建档立卡|贫困|脱贫|救助|残疾补贴|低收入|失业|生活保障",
        "personal_number": "[0-9]{11}",
    }
)


def trigger(categories: Iterable[str]) -> re.Pattern[str]:
    """Join the triggers of categories into one expression."""
    return re.compile("|".join(dict.fromkeys(TRIGGERS[category] for category in categories)))
