---@brief
---
--- https://github.com/ringfence/ringfence
---
--- Ringfence keeps a modular monolith modular while it is being typed: it reads `boundaries.yaml` and shows where one
--- module of your Python code reaches into another, with a quick fix that points to the right port or DTO.
---
--- Install it in the environment of your project: `pip install ringfence`.

---@type vim.lsp.Config
return {
  cmd = { 'ringfence', 'server' },
  filetypes = { 'python', 'yaml' },
  root_markers = { 'boundaries.yaml' },
  workspace_required = true,
  settings = {},
}
