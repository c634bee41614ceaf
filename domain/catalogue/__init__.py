"""The public credit information catalogue (公共信用信息目录): which records may exist at all."""
