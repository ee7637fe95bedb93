import type { ReactNode } from 'react';
import {
  Cell,
  Column,
  Flex,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import styles from './DataTable.module.css';

interface DataColumn<T> {
  id: string;
  label: string;
  isRowHeader?: boolean;
  /** Numbers are aligned at their end. */
  isNumber?: boolean;
  isHidden?: boolean;
  /** Share of the width, for example `30%`. */
  width?: string;
  cell(item: T): ReactNode;
}

interface DataTableProps<T extends { id: string }> {
  /** Accessible name. */
  label: string;
  columns: DataColumn<T>[];
  items: T[];
  empty?: ReactNode;
  /** Scrolls within a limited height. */
  isTall?: boolean;
  isStale?: boolean;
  /** Rows can be chosen; the ids of those that are. */
  selected?: ReadonlySet<string>;
  onSelect?(ids: Set<string>): void;
}

/** In pixels; below it the table scrolls sideways. */
const NARROWEST_COLUMN = 96;

/** A named table that scrolls sideways within itself where the page is narrow. */
export function DataTable<T extends { id: string }>(props: DataTableProps<T>) {
  const { label, items, empty, isTall, isStale, selected, onSelect } = props;
  const columns = props.columns.filter(column => !column.isHidden);
  return (
    <div
      className={`${styles.scroll} ${isTall ? styles.tall : ''}`}
      {...(isTall && { role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <TableRoot
        aria-label={label}
        stale={isStale}
        {...(selected && {
          selectionMode: 'multiple',
          selectionBehavior: 'toggle',
          selectedKeys: selected,
          onSelectionChange: keys =>
            onSelect?.(
              keys === 'all'
                ? new Set(items.map(({ id }) => id))
                : new Set([...keys].map(String)),
            ),
        })}
        style={{ minWidth: columns.length * NARROWEST_COLUMN }}
      >
        <TableHeader columns={columns}>
          {column => (
            <Column
              id={column.id}
              isRowHeader={column.isRowHeader}
              className={column.isNumber ? styles.end : undefined}
              style={{ width: column.width }}
            >
              {column.label}
            </Column>
          )}
        </TableHeader>
        <TableBody
          items={items}
          dependencies={[columns]}
          renderEmptyState={() => (
            <Flex p="3">
              <Text color="secondary">{empty}</Text>
            </Flex>
          )}
        >
          {item => (
            <Row id={item.id} columns={columns}>
              {column => (
                <Cell
                  className={`${styles.cell} ${
                    column.isNumber ? styles.end : ''
                  }`}
                >
                  {column.cell(item)}
                </Cell>
              )}
            </Row>
          )}
        </TableBody>
      </TableRoot>
    </div>
  );
}
