-- Gives a table without stated widths the whole line: two shares for the first column, one for each other.
function Table(table)
  local count = #table.colspecs
  for _, spec in ipairs(table.colspecs) do
    if spec[2] then return nil end
  end
  for index, spec in ipairs(table.colspecs) do
    local share = (index == 1 and count > 1) and 2 or 1
    table.colspecs[index] = { spec[1], share / (count == 1 and 1 or count + 1) }
  end
  return table
end
