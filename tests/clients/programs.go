// What people write with go-redis, against whatever server listens on the port given: events that are added, read, trimmed
// and deleted, two groups that read the same stream, workers of which one crashes, transactions, messages. Prints what came
// back, with entry IDs replaced by their order of appearance and without times, so that two servers can be compared.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

var (
	ctx   = context.Background()
	ids   = regexp.MustCompile(`\b\d{13}-\d+\b`)
	known = map[string]string{}
)

func main() {
	protocol, err := strconv.Atoi(os.Args[2])
	must(err)
	client := connect(protocol, "")
	for _, program := range []struct {
		name string
		run  func(*redis.Client, int)
	}{{"events", events}, {"orders", orders}, {"crew", crew}, {"together", together}} {
		must(client.FlushAll(ctx).Err())
		fmt.Println("#", program.name)
		program.run(client, protocol)
	}
}

func connect(protocol int, name string) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: "127.0.0.1:" + os.Args[1], Protocol: protocol, ClientName: name})
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Prints one answer; an error is an answer as well.
func show(title string, value any, err error) {
	text := fmt.Sprintf("%+v", value)
	if err != nil {
		text = "refused: " + err.Error()
	}
	fmt.Printf("%s: %s\n", title, ids.ReplaceAllStringFunc(text, func(id string) string {
		if _, seen := known[id]; !seen {
			known[id] = fmt.Sprintf("<%d>", len(known)+1)
		}
		return known[id]
	}))
}

// Waits until something is so; a busy machine may take its time, but not for ever.
func until(met func() bool) {
	for deadline := time.Now().Add(time.Minute); !met(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			panic("waited a minute in vain")
		}
	}
}

// One stream of what users do, as an event log.
func events(client *redis.Client, _ int) {
	for number, action := range []string{"login", "click", "click", "buy", "logout"} {
		show("added", client.XAdd(ctx, &redis.XAddArgs{
			Stream: "mystream", ID: fmt.Sprintf("1234567890123-%d", number), Values: []any{"action", action, "user", "alice"},
		}).Val(), nil)
	}
	_, err := client.XAdd(ctx, &redis.XAddArgs{Stream: "mystream", ID: "1-1", Values: []any{"too", "late"}}).Result()
	show("too small", nil, err)
	show("all", client.XRange(ctx, "mystream", "-", "+").Val(), nil)
	show("the last two", client.XRevRangeN(ctx, "mystream", "+", "-", 2).Val(), nil)
	show("from an ID on", client.XRead(ctx, &redis.XReadArgs{Streams: []string{"mystream", "1234567890123-2"}, Block: -1}).Val(), nil)
	woken := make(chan []redis.XStream)
	go func() {
		woken <- client.XRead(ctx, &redis.XReadArgs{Streams: []string{"mystream", "$"}, Block: time.Minute}).Val()
	}()
	until(func() bool { return client.InfoMap(ctx, "clients").Item("Clients", "blocked_clients") == "1" })
	client.XAdd(ctx, &redis.XAddArgs{Stream: "mystream", MaxLen: 1000, Approx: true, Values: []any{"action", "login", "user", "bob"}})
	show("woken with", <-woken, nil)
	_, err = client.XRead(ctx, &redis.XReadArgs{Streams: []string{"mystream", "$"}, Block: 20 * time.Millisecond}).Result()
	show("in vain", errors.Is(err, redis.Nil), nil)
	show("deleted", client.XDel(ctx, "mystream", "1234567890123-1", "1234567890123-9").Val(), nil)
	show("trimmed", client.XTrimMaxLen(ctx, "mystream", 3).Val(), nil)
	show("length", client.XLen(ctx, "mystream").Val(), nil)
	info := client.XInfoStream(ctx, "mystream").Val()
	show("stream", []any{info.Length, info.Groups, info.EntriesAdded, info.MaxDeletedEntryID, info.LastGeneratedID, info.FirstEntry}, nil)
}

// Orders for two consumers of one group, and a second group that gets all of them.
func orders(client *redis.Client, _ int) {
	show("group", client.XGroupCreateMkStream(ctx, "orders", "processors", "0").Val(), nil)
	show("analytics", client.XGroupCreate(ctx, "orders", "analytics", "0").Val(), nil)
	show("twice", nil, client.XGroupCreate(ctx, "orders", "analytics", "0").Err())
	for number, product := range []string{"laptop", "mouse", "keyboard"} {
		client.XAdd(ctx, &redis.XAddArgs{Stream: "orders", Values: map[string]any{"product " + strconv.Itoa(1001+number): product}})
	}
	read := func(group, consumer string, count int64, id string) []redis.XStream {
		return client.XReadGroup(ctx, &redis.XReadGroupArgs{
			Group: group, Consumer: consumer, Streams: []string{"orders", id}, Count: count, Block: -1,
		}).Val()
	}
	show("consumer1", read("processors", "consumer1", 1, ">"), nil)
	second := read("processors", "consumer2", 1, ">")
	show("consumer2", second, nil)
	show("acknowledged", client.XAck(ctx, "orders", "processors", second[0].Messages[0].ID).Val(), nil)
	show("its own again", read("processors", "consumer1", 10, "0"), nil)
	show("analytics gets all", read("analytics", "consumer1", 10, ">"), nil)
	show("pending", client.XPending(ctx, "orders", "analytics").Val(), nil)
	rows := client.XPendingExt(ctx, &redis.XPendingExtArgs{Stream: "orders", Group: "analytics", Start: "-", End: "+", Count: 10}).Val()
	for _, row := range rows {
		show("each", []any{row.ID, row.Consumer, row.RetryCount}, nil)
	}
	claimed, err := client.XClaim(ctx, &redis.XClaimArgs{
		Stream: "orders", Group: "analytics", Consumer: "consumer2", Messages: []string{rows[0].ID, rows[2].ID},
	}).Result()
	show("claimed", claimed, err)
	show("too early", client.XClaimJustID(ctx, &redis.XClaimArgs{
		Stream: "orders", Group: "analytics", Consumer: "consumer1", MinIdle: time.Hour, Messages: []string{rows[0].ID},
	}).Val(), nil)
	show("groups", client.XInfoGroups(ctx, "orders").Val(), nil)
	for _, consumer := range client.XInfoConsumers(ctx, "orders", "analytics").Val() {
		show("consumer", []any{consumer.Name, consumer.Pending}, nil)
	}
	full := client.XInfoStreamFull(ctx, "orders", 2).Val()
	show("in full", []any{full.Length, full.Entries, len(full.Groups), full.Groups[0].Name, full.Groups[0].PelCount}, nil)
	show("consumer gone", client.XGroupDelConsumer(ctx, "orders", "analytics", "consumer2").Val(), nil)
	show("group gone", client.XGroupDestroy(ctx, "orders", "analytics").Val(), nil)
}

// A pool of workers; one of them crashes and its work is taken over.
func crew(client *redis.Client, protocol int) {
	must(client.XGroupCreateMkStream(ctx, "jobs", "crew", "0").Err())
	sent, err := client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for number := range 300 {
			pipe.XAdd(ctx, &redis.XAddArgs{Stream: "jobs", Values: []any{"n", number}})
		}
		return nil
	})
	show("sent", len(sent), err)
	var (
		group   sync.WaitGroup
		lock    sync.Mutex
		done    []int
		crashed = make(chan struct{})
	)
	finish := func(message redis.XMessage) {
		number, err := strconv.Atoi(message.Values["n"].(string))
		must(err)
		lock.Lock()
		defer lock.Unlock()
		done = append(done, number)
	}
	for number, crash := range []bool{false, false, true} {
		group.Go(func() {
			name := fmt.Sprintf("worker-%d", number)
			own := connect(protocol, name)
			defer own.Close()
			for count := 0; ; {
				streams, err := own.XReadGroup(ctx, &redis.XReadGroupArgs{
					Group: "crew", Consumer: name, Streams: []string{"jobs", ">"}, Count: 5, Block: 200 * time.Millisecond,
				}).Result()
				if errors.Is(err, redis.Nil) {
					return
				}
				must(err)
				for _, message := range streams[0].Messages {
					count++
					if crash && count == 7 {
						close(crashed)
						return
					}
					finish(message)
					own.XAck(ctx, "jobs", "crew", message.ID)
				}
				// However they are scheduled, enough is left for the one that is to crash.
				if !crash && count >= 100 {
					<-crashed
				}
			}
		})
	}
	group.Wait()
	left := client.XPending(ctx, "jobs", "crew").Val().Count
	show("left by the crash", left, nil)
	for start := "0-0"; ; {
		messages, next, err := client.XAutoClaim(ctx, &redis.XAutoClaimArgs{
			Stream: "jobs", Group: "crew", Consumer: "sweeper", Start: start, Count: 2,
		}).Result()
		must(err)
		for _, message := range messages {
			finish(message)
			client.XAck(ctx, "jobs", "crew", message.ID)
		}
		if start = next; start == "0-0" {
			break
		}
	}
	slices.Sort(done)
	once := len(done) == 300 && len(slices.Compact(done)) == 300
	show("done once each", once, nil)
	show("pending", client.XPending(ctx, "jobs", "crew").Val().Count, nil)
}

// Transactions, messages, lists and refusals.
func together(client *redis.Client, _ int) {
	client.Set(ctx, "stock", 3, 0)
	err := client.Watch(ctx, func(tx *redis.Tx) error {
		stock, err := tx.Get(ctx, "stock").Int()
		must(err)
		commands, err := tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			pipe.Decr(ctx, "stock")
			pipe.XAdd(ctx, &redis.XAddArgs{Stream: "sold", ID: "5-*", Values: []any{"left", stock - 1}})
			return nil
		})
		show("bought", commands, err)
		return err
	}, "stock")
	show("as a whole", "", err)
	listener := client.Subscribe(ctx, "news")
	defer listener.Close()
	must(listener.PSubscribe(ctx, "n*"))
	for range 2 {
		told, err := listener.Receive(ctx)
		show("listens", told, err)
	}
	show("told", client.Publish(ctx, "news", "hello").Val(), nil)
	for range 2 {
		heard, err := listener.ReceiveMessage(ctx)
		show("heard", heard, err)
	}
	client.RPush(ctx, "l", "a", "b", "c")
	show("list", []any{client.LRange(ctx, "l", 0, -1).Val(), client.BLPop(ctx, time.Second, "l").Val(), client.LLen(ctx, "l").Val()}, nil)
	show("config", client.ConfigGet(ctx, "stream-node-max-*").Val(), nil)
	for _, wrong := range [][]any{{"XADD", "s"}, {"NOSUCH", "a b"}, {"XADD", "stock", "*", "a", "b"}, {"CLIENT", "NOSUCH"}} {
		show("refused", nil, client.Do(ctx, wrong...).Err())
	}
}
