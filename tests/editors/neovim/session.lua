-- A session in a real Neovim. The configuration before it is the one that the documentation shows.
-- Each step says what it has seen on a line of its own; the first that waits in vain ends Neovim with exit code 1.
local PACKAGER = 'shop/delivery/packager.py'

local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
end

local function wait(what, holds)
  if not vim.wait(30000, holds, 20) then
    say('waited in vain for', what, vim.inspect(vim.diagnostic.get(0)))
    vim.cmd('cquit 1')
  end
end

local function edit(path)
  vim.cmd.edit(path)
  vim.bo.filetype = path:match('%.yaml$') and 'yaml' or 'python'
  return vim.api.nvim_get_current_buf()
end

local function found(buffer)
  return vim.tbl_map(function(each)
    return ('%d:%d %s'):format(each.lnum + 1, each.col + 1, each.code)
  end, vim.diagnostic.get(buffer))
end

local function is(buffer, ...)
  return vim.deep_equal(found(buffer), { ... })
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\\n')
end

-- Attach, and see what is wrong.
local packager = edit(PACKAGER)
wait('a client', function()
  local clients = vim.lsp.get_clients({ bufnr = packager, name = 'ringfence' })
  return #clients == 1 and clients[1].initialized
end)
local client = vim.lsp.get_clients({ bufnr = packager })[1]
say('encoding', client.offset_encoding)
wait('the finding', function() return is(packager, '2:37 private-import') end)
say('finding', found(packager)[1])

-- Diagnostics follow edits around emoji, without a save.
vim.api.nvim_buf_set_text(packager, 0, 3, 0, 3, { '😀é' })
vim.api.nvim_buf_set_lines(packager, 0, 0, false, { '# 👍🏽 two lines above é', '# 😀' })
wait('the finding further down', function() return is(packager, '4:37 private-import') end)
vim.api.nvim_buf_set_text(packager, 3, 0, 3, 0, { "_ = '😀'; " })
wait('the finding further right', function() return is(packager, '4:49 private-import') end)
say('moved', found(packager)[1])
vim.api.nvim_buf_set_text(packager, 3, 0, 3, #"_ = '😀'; ", { '' })
wait('the finding back', function() return is(packager, '4:37 private-import') end)

-- Hover.
local where = { textDocument = { uri = vim.uri_from_bufnr(packager) }, position = { line = 3, character = 37 } }
local answer = client:request_sync('textDocument/hover', where, 10000, packager)
say('hover', (answer.result.contents.value:match('^[^\n]+')))

-- The quick fix.
vim.api.nvim_win_set_cursor(0, { 4, 37 })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
wait('the fix', function() return text(packager):find('LeadDTO') ~= nil end)
wait('no finding', function() return is(packager) end)
say('fixed', text(packager))

-- boundaries.yaml is edited, and not saved.
local intake = edit('shop/delivery/intake.py')
wait('the other finding', function() return is(intake, '1:32 god-module-import') end)
local config = edit('boundaries.yaml')
local before = vim.api.nvim_buf_get_lines(config, 0, -1, false)
vim.api.nvim_buf_set_lines(config, -1, -1, false, { 'rules: {god-module-import: "off"}' })
wait('the new rule', function() return is(intake) end)
vim.api.nvim_buf_set_lines(config, 0, -1, false, before)
wait('the old rule', function() return is(intake, '1:32 god-module-import') end)
say('config', found(intake)[1])

-- A file is changed on disk, by somebody else.
vim.fn.writefile({ 'from shop.cam.internal.leads import LeadDB' }, 'shop/delivery/other.py')
wait('the finding in a file that is not open', function()
  local all = vim.diagnostic.get()
  return vim.iter(all):any(function(each) return vim.api.nvim_buf_get_name(each.bufnr):find('other%.py$') end)
end)
say('disk noticed')

-- A clean stop.
vim.lsp.enable('ringfence', false)
vim.lsp.stop_client(vim.lsp.get_clients())
wait('the end', function() return #vim.lsp.get_clients() == 0 end)
say('stopped')
vim.cmd('qa!')
