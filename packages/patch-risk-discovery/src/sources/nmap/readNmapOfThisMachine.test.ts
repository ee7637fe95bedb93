import { execFile } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { SourceItem } from '../SourceReader';
import { readNmap } from './readNmap';

const nmap = (process.env.PATH ?? '')
  .split(delimiter)
  .map(folder => join(folder, 'nmap'))
  .find(path => existsSync(path));

/** A power meter: answers Modbus's functions 17 (its type) and 43 (who it is), and hangs up on all else. */
function createMeter(): Server {
  const identity = ['Schneider Electric', 'PM9999', 'v03.110'];
  const objects = identity.map((text, index) =>
    Buffer.concat([Buffer.from([index, text.length]), Buffer.from(text)]),
  );
  const answers = new Map([
    [0x11, Buffer.from('\u0006PM9999', 'latin1')],
    [
      0x2b,
      Buffer.concat([
        Buffer.from([0x0e, 1, 1, 0, 0, objects.length]),
        ...objects,
      ]),
    ],
  ]);
  return createServer(socket => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      const request = Buffer.from(chunk);
      const answer = answers.get(request[7]);
      if (!answer || request.length < 8 || request.readUInt16BE(2) !== 0) {
        socket.destroy();
        return;
      }
      const head = Buffer.from(request.subarray(0, 8));
      head.writeUInt16BE(answer.length + 2, 4);
      socket.end(Buffer.concat([head, answer]));
    });
  });
}

const listen = (server: Server) =>
  new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve((server.address() as AddressInfo).port),
    );
  });

(nmap ? describe : describe.skip)(
  'a scan of this machine by nmap (skipped without it: apt-get install nmap)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'nmap-'));
    const servers: Server[] = [];

    afterAll(async () => {
      for (const server of servers) server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is read as nmap writes it', async () => {
      const page = createHttpServer((_, response) => {
        response.setHeader('Server', 'lighttpd/1.4.59');
        response.end('<title>Moxa NPort 9999 &lt;b&gt;</title>');
      });
      const meter = createMeter();
      const silent = createServer(socket => socket.destroy());
      servers.push(page, meter, silent);
      const [web, modbus, closed] = [
        await listen(page),
        await listen(meter),
        await listen(silent),
      ];
      await new Promise(resolve => silent.close(resolve));

      const file = join(folder, 'scan.xml');
      await promisify(execFile)(nmap!, [
        '--unprivileged',
        ...['-n', '-Pn', '-sT', '-sV', '-T4'],
        ...['--script', '+http-title,+modbus-discover'],
        ...['-p', `${web},${modbus},${closed}`],
        ...['-oX', file, '127.0.0.1'],
      ]);

      const items: SourceItem[] = [];
      for await (const item of readNmap(createReadStream(file), {
        file: 'scan.xml',
      })) {
        items.push(item);
      }
      expect(items).toHaveLength(1);
      const [item] = items;
      const { sighting } = item as Extract<SourceItem, { kind: 'sighting' }>;
      expect(sighting).toMatchObject({
        source: 'nmap',
        ips: ['127.0.0.1'],
        macs: [],
        vendor: { value: 'Schneider Electric', confidence: 0.9 },
        model: {
          value: 'PM9999',
          confidence: 0.9,
          evidence: `modbus-discover of port ${modbus}/tcp, sid 0x1`,
        },
        firmwareVersion: { value: '03.110', confidence: 0.9 },
      });
      expect(Date.parse(sighting.seenAt!)).toBeGreaterThan(
        Date.now() - 3_600_000,
      );
      expect(sighting.services.map(service => service.port).sort()).toEqual(
        [web, modbus].sort(),
      );
      expect(
        sighting.services.find(service => service.port === web),
      ).toMatchObject({
        name: 'http',
        product: 'lighttpd',
        version: '1.4.59',
        cpe: 'cpe:/a:lighttpd:lighttpd:1.4.59',
      });
    }, 180_000);
  },
);
