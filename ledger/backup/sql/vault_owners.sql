-- Everybody under whose keys something lies in the vault.
select distinct owner from vault
